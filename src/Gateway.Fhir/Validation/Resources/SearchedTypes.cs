using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>Which types a searchset says that it searched: by its link to itself.</summary>
internal static class SearchedTypes
{
    /// <summary>The types; null when the link does not tell.</summary>
    public static IReadOnlySet<string>? Of(Element bundle)
    {
        var self = bundle["link"].Where(l => l.ChildText("relation") == "self").Select(l => l.ChildText("url")).FirstOrDefault();
        if (self is null)
            return null;
        var mark = self.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? "" : self[(mark + 1)..];
        var types = query.Split('&').Where(p => p.StartsWith("_type=", StringComparison.Ordinal)).SelectMany(p => p[6..].Split(',')).ToHashSet();
        if (types.Count == 0 && (mark < 0 ? self : self[..mark]).Split('/')[^1] is { Length: > 0 } last && DefinitionSet.R4.FindType(last) is { IsResource: true })
            types.Add(last);
        return types.Count == 0 ? null : types;
    }
}
