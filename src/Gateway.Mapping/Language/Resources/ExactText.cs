using Gateway.Fhir.Elements;
using Gateway.Mapping.Language.Text;

namespace Gateway.Mapping.Language.Resources;

/// <summary>
/// Text that an element's type does not allow: the language lets names have spaces and underscores, which an id has not, and strings be
/// empty. An id gets its nearest form, another element no value, and an extension holds the text as a map writes it. HL7's converter
/// writes such text as it is, which makes no valid resource.
/// </summary>
internal static class ExactText
{
    public const string Url = "https://health-justice.example/fhir/StructureDefinition/map-text";

    /// <summary>Adds a primitive child with that text.</summary>
    public static ElementDraft AddExact(this ElementDraft draft, string name, string? text)
    {
        if (text is null)
            return draft;
        try
        {
            return draft.AddText(name, text);
        }
        catch (FormatException)
        {
            var child = draft.Add(name);
            if (child.Type.Name == "id")
                child.SetText(AsId(text));
            Mark(child, MapWords.Quote(text, '"'));
            return draft;
        }
    }

    /// <summary>Says on an element what stands in the map.</summary>
    public static void Mark(ElementDraft element, string exact) => element.Add("extension").AddText("url", Url).AddText("valueString", exact);

    /// <summary>What stands in the map, with its quotes; null when the element's value says all.</summary>
    public static string? Marked(Element element)
    {
        foreach (var extension in element["extension"])
            if (extension.ChildText("url") == Url)
                return extension.ChildText("value");
        return null;
    }

    /// <summary>The text of an element, exact where it was marked.</summary>
    public static string? Of(Element element)
    {
        if (Marked(element) is not { } exact)
            return element.Text;
        var token = new MapLexer(exact).Current;
        return token.IsText ? token.Text : exact;
    }

    /// <summary>The text of the only child of that name; null when there is none.</summary>
    public static string? Exact(this Element element, string name)
    {
        foreach (var child in element[name])
            return Of(child);
        return null;
    }

    private static string AsId(string text) =>
        text.Length == 0 ? "-" : string.Concat(text.Take(64).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-'));
}
