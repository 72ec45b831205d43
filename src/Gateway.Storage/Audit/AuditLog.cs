using System.Security.Cryptography;
using Dapper;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Audit;

/// <summary>
/// The trail of who saw and did what: append-only, each record bound to the one before. A record is durable when <see cref="AppendAsync"/>
/// ends, and nothing is disclosed before; records that wait at the same time share a commit.
/// </summary>
public sealed class AuditLog(GatewayLedger ledger)
{
    private const int Page = 2_000;

    // Other units of work wait no longer than for so many.
    private const int IndexedAtOnce = 500;

    /// <summary>Adds a record. When the task ends, it is on the disk.</summary>
    public Task AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellation = default) => AppendAsync([new AuditEntry(record, [])], cancellation);

    /// <summary>Adds records, all or none. When the task ends, they are on the disk.</summary>
    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation = default) =>
        ledger.AuditAsync(entries, cancellation);

    /// <summary>Brings the records that were added since into the index of whom they are about, where that is made later. Nobody has to wait for it: what is not in the index yet is found without.</summary>
    public async Task IndexAsync(CancellationToken cancellation = default)
    {
        while (ledger.Database.IndexesAuditLater && await WaitsAsync(cancellation)
            && await ledger.WriteAsync("audit", session => session.WorkAsync((connection, transaction) => AuditSubjects.IndexAsync(ledger.Database, connection, transaction, IndexedAtOnce, CancellationToken.None)), cancellation))
            cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>The newest records about any of these Patients, or about anybody where none are named; the newest first.</summary>
    /// <param name="subjects">The ids of Patients.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The moment after the last.</param>
    /// <param name="count">The most records.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<AuditRecord>> FindAsync(IReadOnlyCollection<string> subjects, DateTimeOffset from, DateTimeOffset to, int count, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        var about = subjects.Count == 0 ? "" : $"number in ({AuditSubjects.NumbersOf(ledger.Database)}) and ";
        var given = new { subjects = subjects.ToArray(), from = Microseconds.Of(from), to = Microseconds.Of(to), count };
        var rows = await connection.QueryAsync<AuditRow>(new CommandDefinition($"select number, recorded, content, hash from audit_record where {about}recorded >= @from and recorded < @to order by number desc limit @count", given, cancellationToken: cancellation));
        return [.. rows.Select(Record)];
    }

    /// <summary>One record; null when there is none of that number.</summary>
    public async Task<AuditRecord?> FindAsync(long number, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        return await connection.QueryFirstOrDefaultAsync<AuditRow>(new CommandDefinition("select number, recorded, content, hash from audit_record where number = @number", new { number }, cancellationToken: cancellation)) is { } row ? Record(row) : null;
    }

    /// <summary>The records after a number, in order.</summary>
    public async Task<IReadOnlyList<AuditRecord>> ReadAsync(long after, int count, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<AuditRow>(new CommandDefinition("select number, recorded, content, hash from audit_record where number > @after order by number limit @count", new { after, count }, cancellationToken: cancellation));
        return [.. rows.Select(Record)];
    }

    private static AuditRecord Record(AuditRow row) => new(row.Number, Microseconds.ToTime(row.Recorded), row.Content, row.Hash);

    /// <summary>Signs how long the chain is now; null for an empty chain.</summary>
    public async Task<AuditCheckpoint?> CheckpointAsync(ECDsa key, CancellationToken cancellation = default)
    {
        var tail = await TailAsync(cancellation);
        return tail.Number == 0 ? null : AuditCheckpoint.Sign(tail.Number, ledger.Time.GetUtcNow(), tail.Hash, key);
    }

    /// <summary>Goes through the whole chain and names everything that is wrong with it; nothing when it is sound.</summary>
    /// <param name="checkpoints">Lines that were kept outside of the database.</param>
    /// <param name="key">The key that checkpoints are signed with.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<AuditFinding>> VerifyAsync(IEnumerable<string> checkpoints, ECDsa? key, CancellationToken cancellation = default)
    {
        var verifier = new AuditVerifier(checkpoints, key);
        await using (var connection = await ledger.Database.OpenAsync(cancellation))
        {
            var anchor = await connection.QueryFirstOrDefaultAsync<AuditTail>(new CommandDefinition("select number, hash from audit_anchor order by number desc limit 1", cancellationToken: cancellation));
            verifier.StartAfter(anchor?.Number ?? 0, anchor?.Hash ?? AuditHash.Start);
        }

        var tail = await TailAsync(cancellation);
        for (var after = verifier.Last; await ReadAsync(after, Page, cancellation) is { Count: > 0 } records; after = records[^1].Number)
            foreach (var record in records)
                verifier.Next(record);
        return verifier.End(tail.Number);
    }

    /// <summary>Removes whole months before a time; returns how many records. The chain goes on from the hash that the last of them ended with.</summary>
    public async Task<long> RemoveBeforeAsync(DateTimeOffset time, CancellationToken cancellation = default)
    {
        var period = AuditChain.Period(time);
        var removed = await ledger.WriteAsync("audit", session => AnchorAsync(session, period, cancellation), cancellation);

        // After the anchor is stored: a node that dies in between leaves months that nobody needs, and the next takes them away.
        await ledger.Database.RemoveAuditAsync(period, cancellation);
        return removed;
    }

    private static async Task<long> AnchorAsync(LedgerSession session, int period, CancellationToken cancellation)
    {
        var kept = await session.ExecuteScalarAsync<long?>("select number from audit_record where period >= @period order by number limit 1", new { period }, cancellation) ?? long.MaxValue;
        var last = await session.QueryFirstAsync<AuditTail>("select number, hash from audit_record where number < @kept order by number desc limit 1", new { kept }, cancellation);
        var before = await session.ExecuteScalarAsync<long?>("select max(number) from audit_anchor", null, cancellation) ?? 0;
        if (last is null || last.Number <= before)
            return 0;
        await session.ExecuteAsync("insert into audit_anchor (period, number, hash, removed) values (@period, @Number, @Hash, @now) on conflict (period) do update set number = excluded.number, hash = excluded.hash, removed = excluded.removed",
            new { period, last.Number, last.Hash, now = Microseconds.Of(session.Now) }, cancellation);
        await session.ExecuteAsync("delete from audit_subject where number <= @Number", new { last.Number }, cancellation);
        await session.ExecuteAsync($"update counter set value = @Number where name = '{AuditSubjects.Counter}' and value < @Number", new { last.Number }, cancellation);
        if (!session.Database.HasAuditPartitions)
            await session.ExecuteAsync("delete from audit_record where number <= @Number", new { last.Number }, cancellation);
        return last.Number - before;
    }

    private async Task<bool> WaitsAsync(CancellationToken cancellation)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition($"select number > (select value from counter where name = '{AuditSubjects.Counter}') from audit_tail where name = 'last'", cancellationToken: cancellation));
    }

    private async Task<AuditTail> TailAsync(CancellationToken cancellation)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        return await connection.QuerySingleAsync<AuditTail>(new CommandDefinition("select number, hash, period from audit_tail where name = 'last'", cancellationToken: cancellation));
    }

    private sealed record AuditRow
    {
        public long Number { get; init; }

        public long Recorded { get; init; }

        public byte[] Content { get; init; } = [];

        public byte[] Hash { get; init; } = [];
    }
}
