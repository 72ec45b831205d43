using System.Data.Common;
using Dapper;
using Gateway.Storage.Database;

namespace Gateway.Storage.Audit;

/// <summary>Adds records to the chain, in the transaction of the work that they tell of. The tail's row is locked until that commits.</summary>
internal static class AuditChain
{
    public static async Task AppendAsync(LedgerDatabase database, DbConnection connection, DbTransaction transaction, IReadOnlyList<AuditEntry> entries, DateTimeOffset now)
    {
        if (entries.Count == 0)
            return;
        var tail = await connection.QuerySingleAsync<AuditTail>($"select number, hash, period from audit_tail where name = 'last'{database.ForUpdate}", transaction: transaction);
        var (number, hash, recorded) = (tail.Number, tail.Hash, Microseconds.Of(now));

        // A clock that was set back leaves records in the month that has begun: a month that goes takes the start of the chain and no more.
        var period = Math.Max(Period(now), tail.Period);
        await database.PrepareAuditAsync(connection, transaction, period);
        var (rows, subjects) = (new List<object?[]>(entries.Count), new List<object?[]>());
        foreach (var entry in entries)
        {
            hash = AuditHash.Of(hash, ++number, recorded, entry.Content.Span);
            rows.Add([number, recorded, period, entry.Content.ToArray(), hash, database.IndexesAuditLater ? AuditSubjects.Text(AuditSubjects.Of(entry)) : null]);
            foreach (var subject in database.IndexesAuditLater ? [] : AuditSubjects.Of(entry))
                subjects.Add([subject, number, period]);
        }

        await database.InsertAsync(connection, transaction, "audit_record (number, recorded, period, content, hash, subjects)", rows);
        await database.InsertAsync(connection, transaction, "audit_subject (subject, number, period)", subjects);
        await connection.ExecuteAsync("update audit_tail set number = @number, hash = @hash, period = @period where name = 'last'", new { number, hash, period }, transaction);
    }

    /// <summary>The month, as a number: 202601.</summary>
    public static int Period(DateTimeOffset time) => (time.UtcDateTime.Year * 100) + time.UtcDateTime.Month;
}
