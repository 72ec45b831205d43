using System.Data.Common;
using Dapper;
using Gateway.Storage.Database;

namespace Gateway.Storage.Audit;

/// <summary>Adds records to the chain, in the transaction of the work that they tell of. The tail's row is locked until that commits.</summary>
internal static class AuditChain
{
    /// <summary>Adds records after whatever is the last.</summary>
    /// <returns>The end of the chain once the transaction has committed; null where there was nothing to add.</returns>
    public static async Task<AuditTail?> AppendAsync(LedgerDatabase database, DbConnection connection, DbTransaction transaction, IReadOnlyList<AuditEntry> entries, DateTimeOffset now)
    {
        if (entries.Count == 0)
            return null;
        var addition = AuditAddition.After(await TailAsync(database, connection, transaction), entries, now);
        await database.PrepareAuditAsync(connection, transaction, addition.To.Period);
        await InsertAsync(database, connection, transaction, addition);
        await connection.ExecuteAsync("update audit_tail set number = @Number, hash = @Hash, period = @Period where name = 'last'", addition.To, transaction);
        return addition.To;
    }

    /// <summary>Stores records, but not that the chain ends with them.</summary>
    public static async Task InsertAsync(LedgerDatabase database, DbConnection connection, DbTransaction transaction, AuditAddition addition)
    {
        var rows = addition.Entries.Select((entry, i) => new object?[]
        {
            addition.From.Number + 1 + i, addition.Recorded, addition.To.Period, entry.Content.ToArray(), addition.Hashes[i], database.IndexesAuditLater ? AuditSubjects.Text(AuditSubjects.Of(entry)) : null,
        });
        await database.InsertAsync(connection, transaction, "audit_record (number, recorded, period, content, hash, subjects)", [.. rows]);
        if (!database.IndexesAuditLater)
            await database.InsertAsync(connection, transaction, "audit_subject (subject, number, period)", [.. addition.Subjects.Select(s => new object?[] { s.Subject, s.Number, addition.To.Period })]);
    }

    /// <summary>The end of the chain, which no other transaction moves until this one ends.</summary>
    public static Task<AuditTail> TailAsync(LedgerDatabase database, DbConnection connection, DbTransaction transaction) =>
        connection.QuerySingleAsync<AuditTail>($"select number, hash, period from audit_tail where name = 'last'{database.ForUpdate}", transaction: transaction);

    /// <summary>The month, as a number: 202601.</summary>
    public static int Period(DateTimeOffset time) => (time.UtcDateTime.Year * 100) + time.UtcDateTime.Month;
}
