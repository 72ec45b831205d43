using System.Data.Common;
using System.Text.Json;
using Dapper;
using Gateway.Storage.Database;

namespace Gateway.Storage.Audit;

/// <summary>
/// Whom the records of the trail are about, for those who ask by person. Where a database indexes that later (<see cref="LedgerDatabase.IndexesAuditLater"/>), it stands in the record until the index
/// (<c>audit_subject</c>) has it, as far as a counter says, and who asks is told of both.
/// </summary>
internal static class AuditSubjects
{
    /// <summary>The counter that says up to which record the index goes, where it is made later.</summary>
    public const string Counter = "audit-subjects";

    private const string Indexed = $"(select value from counter where name = '{Counter}')";

    /// <summary>Whom a record is about, each once. No id has a NUL in it, which PostgreSQL has no text for.</summary>
    public static IReadOnlyList<string> Of(AuditEntry entry) => [.. entry.Subjects.Where(s => !s.Contains('\0')).Distinct(StringComparer.Ordinal)];

    /// <summary>The subjects as a record bears them, a JSON array of text; null for none.</summary>
    public static string? Text(IReadOnlyList<string> subjects) => subjects.Count > 0 ? JsonSerializer.Serialize(subjects) : null;

    /// <summary>A selection of the numbers of the records about any of <c>@subjects</c>.</summary>
    public static string NumbersOf(LedgerDatabase database) => database.IndexesAuditLater
        ? $"""
            select number from audit_subject where subject in @subjects
            union all
            select a.number from audit_record a where a.number > {Indexed} and a.subjects is not null and exists (select 1 from {Each(database)} where e.value in @subjects)
            """
        : "select number from audit_subject where subject = any(@subjects)";

    /// <summary>Brings records that wait into the index.</summary>
    /// <param name="database">The database.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="transaction">The transaction, which no other does this beside.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>True when others wait still.</returns>
    public static async Task<bool> IndexAsync(LedgerDatabase database, DbConnection connection, DbTransaction transaction, int most, CancellationToken cancellation)
    {
        var last = await connection.ExecuteScalarAsync<long>(new CommandDefinition("select number from audit_tail where name = 'last'", transaction: transaction, cancellationToken: cancellation));
        var from = await connection.ExecuteScalarAsync<long>(new CommandDefinition($"select {Indexed}", transaction: transaction, cancellationToken: cancellation));
        var to = Math.Min(last, from + most);
        if (to <= from)
            return false;
        await connection.ExecuteAsync(new CommandDefinition($"insert into audit_subject (subject, number, period) select e.value, a.number, a.period from audit_record a cross join {Each(database)} where a.number > @from and a.number <= @to and a.subjects is not null",
            new { from, to }, transaction, cancellationToken: cancellation));
        await connection.ExecuteAsync(new CommandDefinition($"update counter set value = @to where name = '{Counter}'", new { to }, transaction, cancellationToken: cancellation));
        return to < last;
    }

    private static string Each(LedgerDatabase database) => database.Kind == "postgres" ? "json_array_elements_text(a.subjects::json) e(value)" : "json_each(a.subjects) e";
}
