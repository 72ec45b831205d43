using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Search.Values;

/// <summary>Reads references, canonicals, and resources that lie inside others (http://hl7.org/fhir/R4/search.html#reference).</summary>
internal static class ReferenceValues
{
    public static void Add(in PathValue item, ExtractionScope scope, List<IndexValue> values)
    {
        if (!item.IsElement)
            return;
        var element = item.Element;
        if (element.Type.Name == "Reference")
            AddReference(element, scope, values);
        else if (element.Type.IsResource && element.ChildText("id") is { } id)
            values.Add(new ReferenceValue { Type = element.Type.Name, Id = id });
        else if (element.Type.IsPrimitive && element.Text is { Length: > 0 } text)
            values.Add(text[0] == '#' ? Contained(text, scope) : ReferenceText.ReadCanonical(text));
    }

    private static void AddReference(Element element, ExtractionScope scope, List<IndexValue> values)
    {
        var value = element.ChildText("reference") is not { Length: > 0 } text ? new ReferenceValue()
            : text[0] == '#' ? Contained(text, scope) : ReferenceText.Read(text, scope.Context);
        value = value with { Type = value.Type ?? element.ChildText("type") };
        var identifiers = new List<IndexValue>();
        foreach (var identifier in element["identifier"])
            TokenValues.AddIdentifier(identifier, scope, identifiers);
        if (identifiers.Count == 0)
            values.Add(value);
        foreach (var identifier in identifiers)
            values.Add(value with { Identifier = (TokenValue)identifier });
    }

    // #m1 leads to the row of the contained resource, # to the container.
    private static ReferenceValue Contained(string text, ExtractionScope scope)
    {
        if (text.Length == 1)
            return new ReferenceValue { Type = scope.Container.Type.Name, Id = scope.Container.ChildText("id") };
        var found = scope.Container["contained"].FirstOrDefault(c => c.ChildText("id") == text[1..]);
        return found.IsNone ? new ReferenceValue() : new ReferenceValue { Type = found.Type.Name, Id = scope.Owner + text };
    }
}
