using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Search.Values;

/// <summary>Reads texts, and the parts of names and addresses (http://hl7.org/fhir/R4/search.html#string).</summary>
internal static class StringValues
{
    private const string Family = "HumanName.family";
    private static readonly string[] s_name = ["text", "family", "given", "prefix", "suffix"];
    private static readonly string[] s_address = ["text", "line", "city", "district", "state", "postalCode", "country"];

    public static void Add(in PathValue item, List<IndexValue> values)
    {
        if (!item.IsElement)
        {
            Add(item.Text, false, values);
            return;
        }

        var element = item.Element;
        if (element.Type.IsPrimitive)
            Add(element.Text, element.Definition.Facts.Path == Family, values);
        else if (element.Type.Name is "HumanName" or "Address")
            foreach (var part in element.Type.Name == "HumanName" ? s_name : s_address)
                foreach (var child in element[part])
                    Add(child.Text, part == "family", values);
        else if (element.Type.Name == "ContactPoint")
            Add(element.ChildText("value"), false, values);
    }

    // Carreno Quinones is found by Quinones too: "servers should search the parts of a family name independently".
    private static void Add(string? text, bool isFamily, List<IndexValue> values)
    {
        if (text is null)
            return;
        var folded = FoldedText.Of(text);
        values.Add(new StringValue(folded, text));
        for (var space = folded.IndexOf(' ', StringComparison.Ordinal); isFamily && space >= 0; space = folded.IndexOf(' ', space + 1))
            values.Add(new StringValue(folded[(space + 1)..], null));
    }
}
