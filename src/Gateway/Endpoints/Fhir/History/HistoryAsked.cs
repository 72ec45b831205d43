using Gateway.Federation.Paging;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Endpoints.Fhir.History;

/// <summary>What a history is asked for: from when (<c>_since</c>), what was current when (<c>_at</c>), how much on a page (<c>_count</c>), which part of each.</summary>
/// <param name="Self">The query string of what was used, with its question mark; empty for none.</param>
internal sealed record HistoryAsked(DateTimeOffset? Since, (DateTimeOffset From, DateTimeOffset To)? At, SearchQuery Part, string Self)
{
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal) { "_since", "_at", "_count", "_summary", "_elements", "_format", "_pretty", PageCursors.Parameter };
    private static readonly FhirProblem s_unknown = new(400, "not-supported", "A history is asked for by _since, _at, _count, _summary and _elements, and by nothing else.");

    /// <summary>Reads it, or tells what is wrong: <c>_list</c> would give less than is asked for without it, and what else is not known is left out unless the caller is strict.</summary>
    public static (HistoryAsked? Asked, FhirProblem? Problem) Read(string? type, string query, SearchContext context, bool isStrict)
    {
        var parts = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        var names = parts.Select(p => Uri.UnescapeDataString(p.Split('=')[0])).ToList();
        if (names.Contains("_list") || (isStrict && !names.TrueForAll(s_known.Contains)))
            return (null, s_unknown);
        var used = string.Join('&', parts.Where((_, i) => s_known.Contains(names[i])));
        var (part, problem) = PartAsked.Of(type, query, context, "_count");
        if (part is null)
            return (null, problem);
        var given = query.TrimStart('?').Split('&').Select(p => p.Split('=', 2)).Where(p => p.Length == 2 && p[0] is "_since" or "_at").ToList();
        if (given.Select(p => p[0]).Distinct().Count() != given.Count)
            return (null, Wrong);
        var times = given.ToDictionary(p => p[0], p => TimeOf(p[1], context));
        if (times.Values.Any(t => t is null))
            return (null, Wrong);
        return (new HistoryAsked(times.TryGetValue("_since", out var since) ? since!.Value.From : null, times.GetValueOrDefault("_at"), part, used.Length > 0 ? $"?{used}" : ""), null);
    }

    private static FhirProblem Wrong => new(400, "value", "_since is an instant and _at a dateTime; each is given once.");

    // Dates are read in one place, which is that of searches.
    private static (DateTimeOffset From, DateTimeOffset To)? TimeOf(string text, SearchContext context) =>
        SearchQueryParser.Parse("Basic", $"_lastUpdated={text}", context).Query is { Criteria: [ValueCriterion { Terms: [DateTerm { Prefix: SearchPrefix.Eq } term] }] } && Uri.UnescapeDataString(text) is [>= '0' and <= '9', ..]
            ? (new DateTimeOffset(term.Low, TimeSpan.Zero), new DateTimeOffset(term.High, TimeSpan.Zero)) : null;
}
