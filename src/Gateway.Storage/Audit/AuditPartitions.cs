using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Gateway.Storage.Audit;

/// <summary>
/// The partitions of PostgreSQL's audit trail, one a month: <c>audit_record_202601</c>. They come with the first record of their month and go
/// whole, while others read and write.
/// </summary>
internal sealed class AuditPartitions
{
    // Any number that no other program is likely to take.
    private const long RemovalLock = 0x67_61_74_65_61_75_64;

    // A record stays in its row unpacked as long as a page holds it (the most that PostgreSQL lets a row have): packing it took more time than writing it.
    private const int RowBytes = 8160;
    private volatile int _there;

    /// <summary>A record of that month was stored.</summary>
    public void Stored(int period) => _there = period;

    /// <summary>Makes sure that a month has its partition. The caller holds the tail of the chain, so that one at a time does this.</summary>
    public async Task PrepareAsync(DbConnection connection, DbTransaction transaction, int period)
    {
        if (_there == period)
            return;
        var name = Name(period);
        if (await connection.ExecuteScalarAsync<bool>("select to_regclass(@name) is not null", new { name }, transaction))
            return;

        // Attached and not made as a partition: attaching lets others read and write the trail meanwhile.
        await connection.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"create table {name} (like audit_record including all) with (toast_tuple_target = {RowBytes}); alter table audit_record attach partition {name} for values in ({period})"), transaction: transaction);
    }

    /// <summary>Drops the months before one. What a node that died left half done is done.</summary>
    public static async Task RemoveAsync(DbConnection connection, int before, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(new CommandDefinition($"select pg_advisory_lock({RemovalLock})", cancellationToken: cancellation));
        try
        {
            foreach (var (name, isPending) in await OldAsync(connection, before, cancellation))
            {
                // Concurrently: it waits for who reads, and nobody waits for it.
                await connection.ExecuteAsync(new CommandDefinition($"alter table audit_record detach partition {name} {(isPending ? "finalize" : "concurrently")}", commandTimeout: 600, cancellationToken: cancellation));
                await connection.ExecuteAsync(new CommandDefinition($"drop table {name}", cancellationToken: cancellation));
            }
        }
        finally
        {
            await connection.ExecuteAsync($"select pg_advisory_unlock({RemovalLock})");
        }
    }

    private static async Task<IEnumerable<(string Name, bool IsPending)>> OldAsync(DbConnection connection, int before, CancellationToken cancellation) =>
        (await connection.QueryAsync<(string Name, bool IsPending)>(new CommandDefinition("""
            select c.relname::text, i.inhdetachpending from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'audit_record'::regclass order by c.relname
            """, cancellationToken: cancellation))).Where(p => string.CompareOrdinal(p.Name, Name(before)) < 0);

    private static string Name(int period) => string.Create(CultureInfo.InvariantCulture, $"audit_record_{period:D6}");
}
