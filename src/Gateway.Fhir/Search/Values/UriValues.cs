using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Search.Values;

/// <summary>Reads URIs (http://hl7.org/fhir/R4/search.html#uri).</summary>
internal static class UriValues
{
    public static void Add(in PathValue item, ExtractionScope scope, List<IndexValue> values)
    {
        if (item.Text is not { Length: > 0 } text)
            return;
        if (!item.IsElement)
            values.Add(new UriValue(text, null));
        else if (item.Element.Type.Primitive == PrimitiveKind.Uri && text.IndexOf('|', StringComparison.Ordinal) is > 0 and var bar)
            values.Add(new UriValue(text[..bar], text[(bar + 1)..]));
        else if (item.Element.Definition.Facts.Path == $"{scope.Resource.Type.Name}.url")
            values.Add(new UriValue(text, scope.Resource.ChildText("version")));
        else
            values.Add(new UriValue(text, null));
    }
}
