namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// The tuples of a composite value. Commas come first: <c>a$b,c$d</c> is two tuples. A value that makes no sense so, but has the right number of parts
/// with alternatives in them (<c>a,b$c,d</c>), means each of the one with each of the other; R4 does not say so, and other servers take it so.
/// </summary>
internal static class CompositeTexts
{
    private const int MostTuples = 10_000;

    /// <summary>The tuples, parts joined by <c>$</c>, escapes kept; when alternatives would make too many, those as written, which are no tuples and are refused.</summary>
    public static List<string> Of(string value, int parts)
    {
        var tuples = SearchEscapes.Split(value, ',');
        if (tuples.TrueForAll(t => SearchEscapes.Count(t, '$') == parts) || SearchEscapes.Split(value, '$') is not { } split || split.Count != parts)
            return tuples;
        var alternatives = split.ConvertAll(p => SearchEscapes.Split(p, ','));
        return alternatives.Aggregate(1L, (n, a) => Math.Min(n * a.Count, int.MaxValue)) > MostTuples ? tuples
            : alternatives.Aggregate(new List<string> { "" }, (made, a) => [.. made.SelectMany(m => a.Select(t => m.Length == 0 ? t : $"{m}${t}"))]);
    }
}
