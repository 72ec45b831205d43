using System.Globalization;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Sources.CaseSystem;

/// <summary>What of a search's parameters the case system can be asked, where no match is lost by it.</summary>
internal static class CaseHints
{
    private static readonly TimeSpan s_zones = TimeSpan.FromHours(14);

    /// <summary>The narrowing of one kind; null when none of its records can match.</summary>
    public static CaseQuery? For(LoadedCaseKind kind, SourceSearch search)
    {
        var query = new CaseQuery();
        var wanted = search.Types.Where(kind.Types.Contains).ToArray();
        if (search.Hints.TryGetValue("status", out var status) && wanted is [var type] && kind.StatusesFor(type, Codes(status)) is { } statuses)
        {
            if (statuses.Count == 0)
                return null;
            query.Add("status", statuses);
        }

        if (search.Hints.TryGetValue("_lastUpdated", out var updated) && Since(updated) is { } since)
            query.Add("modifiedSince", FhirInstant.Of(since));
        if (kind.Kind.Path == "referrals" && wanted is [_] && Owner(search.Hints, wanted[0]) is { } provider)
            query.Add("receivingProvider", provider);
        return search.Hints.TryGetValue("identifier", out var identifier) && !wanted.Contains("Patient") ? Identifier(kind.Kind, identifier, query) : query;
    }

    private static CaseQuery? Identifier(CaseKind kind, string text, CaseQuery query)
    {
        var tokens = text.Split(',').Select(Token).ToArray();
        if (tokens.Any(t => t is not { System.Length: > 0, Value.Length: > 0 }))
            return query;
        var own = tokens.Where(t => kind.Ids.Contains(t!.System) || kind.Others.ContainsKey(t.System) || kind.Unasked.Contains(t.System)).ToArray();
        if (own.Length == 0)
            return null;
        if (own.Length <= CaseQuery.MostValues && own.All(t => kind.Ids.Contains(t!.System)))
            return query.Add("id", own.Select(t => t!.Value));
        return own is [var only] && kind.Others.TryGetValue(only!.System, out var parameter) ? query.Add(parameter, only.Value) : query;
    }

    // Both what is done (Task.owner) and who is asked for it (ServiceRequest.performer) is the provider that receives.
    private static string? Owner(IReadOnlyDictionary<string, string> hints, string type)
    {
        var name = type == "Task" ? "owner" : "performer";
        if (!hints.TryGetValue($"{name}.identifier", out var text) && !hints.TryGetValue($"{name}:identifier", out text))
            return null;
        return !text.Contains(',', StringComparison.Ordinal) && Token(text) is { System: Systems.Ods, Value.Length: > 0 } token ? token.Value : null;
    }

    private static IEnumerable<string> Codes(string text) => text.Split(',').Select(t => t[(t.LastIndexOf('|') + 1)..]);

    // A text with escapes is left alone.
    private static SourceIdentifier? Token(string text) =>
        text.Contains('\\', StringComparison.Ordinal) || text.Split('|') is not [var system, var value] ? null : new SourceIdentifier(system, value);

    // The start of what the value may mean; a day without zone begins somewhere on earth.
    private static DateTimeOffset? Since(string text)
    {
        if (text.Length < 6 || text[..2] is not ("ge" or "gt" or "sa" or "eq") || text.Contains(',', StringComparison.Ordinal))
            return null;
        var value = text[2..];
        if (value.Contains('T', StringComparison.Ordinal))
            return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
                ? value.EndsWith('Z') || value.LastIndexOfAny(['+', '-']) > value.IndexOf('T', StringComparison.Ordinal) ? moment : moment - s_zones : null;
        return DateTimeOffset.TryParseExact(value, ["yyyy", "yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day - s_zones : null;
    }
}
