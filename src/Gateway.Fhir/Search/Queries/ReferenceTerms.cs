using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>Reads references that are searched for.</summary>
internal static class ReferenceTerms
{
    /// <summary><c>id</c>, <c>Type/id</c>, or a URL with or without <c>|version</c>.</summary>
    /// <param name="text">The value, with its escapes.</param>
    /// <param name="type">The only type that is meant, by modifier or by the parameter's own targets; null for any.</param>
    /// <param name="isBelow">True for <c>:below</c>.</param>
    /// <param name="context">What finds local resources by URL.</param>
    public static TermReading Read(string text, string? type, bool isBelow, SearchContext context)
    {
        var parts = SearchEscapes.Split(text, '|');
        if (parts.Count > 2)
            return TermReading.Wrong("a reference has one bar at most, before its version");
        if (SearchEscapes.Unescape(parts[0]) is not { } target || SearchEscapes.Unescape(parts[^1]) is not { } last)
            return TermReading.Wrong(TermReader.BrokenEscape);
        var version = parts.Count == 2 ? last : null;
        if (version is "" || target.Length == 0)
            return TermReading.Wrong("a reference is id, Type/id or a URL");
        if (version is null && !isBelow && ReferenceText.IsId(target))
            return new ReferenceTerm(type, target, null);

        // A version after a bar, and :below, are of canonicals alone.
        var value = ReferenceText.Read(target, version is null && !isBelow ? context : context with { Locate = null });
        if (!value.IsLocal && value.Url is null)
            return TermReading.Wrong("a reference is id, Type/id or a URL");
        if (value.IsLocal && type is not null && value.Type != type)
            return TermReading.Wrong($"leads to {type} here, and the value names another type");
        return value.IsLocal
            ? isBelow ? TermReading.Wrong(":below takes a canonical URL") : new ReferenceTerm(value.Type, value.Id, null) { Version = value.Version, Canonical = IsCanonical(target, value, context) ? target : null }
            : new ReferenceTerm(null, null, value.Url) { Version = version ?? value.Version, IsBelow = isBelow };
    }

    /// <summary>True for a URL of a local resource that may have it as its canonical address too.</summary>
    public static bool IsCanonical(string url, ReferenceValue found, SearchContext context) =>
        url.Contains(':', StringComparison.Ordinal) && found.Version is null && context.Parameters.Find(found.Type!, "url") is not null;
}
