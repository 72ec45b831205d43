using System.Globalization;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Http;

namespace Gateway.Simulators.CaseSystem;

/// <summary>What a list is asked for.</summary>
internal sealed record CaseQuery
{
    private const int Usual = 50;
    private const int Most = 200;

    private static readonly string[] s_fields = ["nhsNumber", "pncId", "custodyNumber", "receivingProvider", "service", "reference", "status"];

    public required CaseKind Kind { get; init; }

    public IReadOnlyList<string> Ids { get; init; } = [];

    public IReadOnlyList<string> Persons { get; init; } = [];

    /// <summary>The fields to look at, with the values that will do.</summary>
    public IReadOnlyList<(string Field, string[] Values)> Fields { get; init; } = [];

    public DateTimeOffset? ModifiedSince { get; init; }

    public int Limit { get; init; } = Usual;

    /// <summary>The time and number of the last record of the page before.</summary>
    public (DateTimeOffset At, string Id)? After { get; init; }

    /// <summary>Null when the query cannot be read.</summary>
    public static CaseQuery? Read(CaseKind kind, IQueryCollection query)
    {
        var (since, limit, after) = ((DateTimeOffset?)null, Usual, ((DateTimeOffset, string)?)null);
        if (query["limit"].ToString() is { Length: > 0 } number && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
            return null;
        if (query["modifiedSince"].ToString() is { Length: > 0 } instant)
        {
            if (!DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
                return null;
            since = parsed;
        }

        if (query["cursor"].ToString() is { Length: > 0 } cursor && (after = Place(kind, cursor)) is null)
            return null;
        var ids = Split(query["id"].ToString());
        return ids.Length > 50 ? null : new CaseQuery
        {
            Kind = kind,
            Ids = ids,
            Persons = Split(query["personId"].ToString()),
            Fields = [.. s_fields.Where(query.ContainsKey).Select(f => (f, Split(query[f].ToString())))],
            ModifiedSince = since,
            Limit = Math.Min(limit, Most),
            After = after,
        };
    }

    /// <summary>Where the page after a record begins.</summary>
    public string CursorAfter(CaseRecord record) => Cursor.Of(Kind.Name, $"{record.LastModified.UtcTicks}/{record.Id}");

    public bool Takes(CaseRecord record) =>
        (ModifiedSince is not { } since || record.LastModified >= since)
        && (After is not { } after || record.LastModified > after.At || (record.LastModified == after.At && string.CompareOrdinal(record.Id, after.Id) > 0))
        && (Ids.Count == 0 || Ids.Contains(record.Id))
        && (Persons.Count == 0 || Persons.Contains(record.Kind == CaseKind.Persons ? record.Id : record.PersonId))
        && Fields.All(f => record.Fields.TryGetValue(f.Field, out var value) && f.Values.Contains(value));

    private static (DateTimeOffset, string)? Place(CaseKind kind, string cursor) =>
        Cursor.Read(kind.Name, cursor)?.Split('/', 2) is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? (new DateTimeOffset(at, TimeSpan.Zero), id)
            : null;

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
