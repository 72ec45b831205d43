using System.Text.Json;
using Gateway.Storage.Database;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Audit;

/// <summary>
/// Whom the records of the trail are about. It stands in each record; the index over it (<c>audit_subject</c>) comes after, many records at once, as far as a counter says. Who asks is told of both.
/// </summary>
internal static class AuditSubjects
{
    /// <summary>The counter that says up to which record the index goes.</summary>
    public const string Counter = "audit-subjects";

    /// <summary>The subjects as a record bears them, a JSON array of text; null for none. No id has a NUL in it, which PostgreSQL has no text for.</summary>
    public static string? Text(IEnumerable<string> subjects) => subjects.Where(s => !s.Contains('\0')).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } those ? JsonSerializer.Serialize(those) : null;

    /// <summary>A selection of the numbers of the records about any of <c>@subjects</c>.</summary>
    public static string NumbersOf(LedgerDatabase database)
    {
        var (among, each, one) = database.Kind == "postgres" ? ("= any(@subjects)", "json_array_elements_text(a.subjects::json) e(one)", "e.one") : ("in @subjects", "json_each(a.subjects) e", "e.value");
        return $"""
            select number from audit_subject where subject {among}
            union all
            select a.number from audit_record a where a.number > (select value from counter where name = '{Counter}') and a.subjects is not null and exists (select 1 from {each} where {one} {among})
            """;
    }

    /// <summary>Brings some of the records that wait into the index.</summary>
    /// <param name="session">A unit of work.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>How many there were; fewer than <paramref name="most"/> when none wait any more.</returns>
    public static async Task<int> IndexAsync(LedgerSession session, int most, CancellationToken cancellation)
    {
        // One node at a time: each begins where the one before ended.
        await session.LockAsync(Counter, cancellation);
        List<Waiting> waiting = [.. await session.QueryAsync<Waiting>($"select number, period, subjects from audit_record where number > (select value from counter where name = '{Counter}') order by number limit @most", new { most }, cancellation)];
        if (waiting.Count == 0)
            return 0;
        foreach (var record in waiting)
            foreach (var subject in record.Subjects is { } text ? JsonSerializer.Deserialize<string[]>(text)! : [])
                session.Add("audit_subject (subject, number, period)", subject, record.Number, record.Period);
        await session.ExecuteAsync($"update counter set value = @Number where name = '{Counter}'", new { waiting[^1].Number }, cancellation);
        return waiting.Count;
    }

    /// <summary>The records up to that number are gone, and so is what the index says of them.</summary>
    public static async Task ForgetAsync(LedgerSession session, long number, CancellationToken cancellation)
    {
        await session.LockAsync(Counter, cancellation);
        await session.ExecuteAsync("delete from audit_subject where number <= @number", new { number }, cancellation);
        await session.ExecuteAsync($"update counter set value = @number where name = '{Counter}' and value < @number", new { number }, cancellation);
    }

    private sealed record Waiting
    {
        public long Number { get; init; }

        public int Period { get; init; }

        public string? Subjects { get; init; }
    }
}
