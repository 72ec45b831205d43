using System.Data.Common;
using Dapper;
using Gateway.Storage.Database;

namespace Gateway.Storage.Audit;

/// <summary>
/// Where the chain ends, as this node moved it last. While nobody else has, records that belong to no other change are stored on one way to the database and back: the end is moved from where it was
/// known to be, and where it stands elsewhere nothing is stored. Safe for use by many threads.
/// </summary>
internal sealed class AuditEnd(LedgerDatabase database, TimeProvider time)
{
    // Where other nodes append too, the end is asked for first so often before it is guessed again.
    private const int Asked = 16;
    private readonly Lock _lock = new();
    private AuditTail? _known;
    private int _asking;

    /// <summary>The end was moved by a transaction that has committed.</summary>
    public void Moved(AuditTail to)
    {
        lock (_lock)
            if (_known is null || _known.Number < to.Number)
                _known = to;
    }

    /// <summary>Stores records where the chain ends as it is known to; false when nothing was stored, as it does not, or nobody knows.</summary>
    /// <exception cref="DbException">Nobody can tell whether they are stored.</exception>
    public async Task<bool> TryAppendAsync(IReadOnlyList<AuditEntry> entries)
    {
        if (Known() is not { } from)
            return false;
        var addition = AuditAddition.After(from, entries, time.GetUtcNow());
        if (addition.To.Period != from.Period || await OpenAsync() is not { } opened)
            return false;
        AuditTail? to;
        await using (opened)
        {
            try
            {
                to = await database.ContinueAuditAsync(opened, addition) ? addition.To : null;
            }
            catch (DbException e) when (database.IsRefused(e))
            {
                // Those who try again are told why.
                to = null;
            }
            catch (DbException)
            {
                to = await MadeSureAsync(addition);
            }
        }

        if (to is not null)
            Moved(to);
        else
            Forget();
        return to is not null;
    }

    private AuditTail? Known()
    {
        lock (_lock)
        {
            if (_asking == 0)
                return _known;
            _asking--;
            return null;
        }
    }

    private void Forget()
    {
        lock (_lock)
            (_known, _asking) = (null, Asked);
    }

    // What cannot be opened is told by those who try again.
    private async Task<DbConnection?> OpenAsync()
    {
        try
        {
            return await database.OpenAsync(CancellationToken.None);
        }
        catch (DbException)
        {
            return null;
        }
    }

    // The connection may have broken before or after that, or long ago in the pool: the chain itself tells what came of it. Whoever is about to move the end is waited for, and what was bound to where it stood
    // is stored no more once it has moved: so what is not there is added while the end is held, before a statement that comes late can find it where it was.
    private async Task<AuditTail?> MadeSureAsync(AuditAddition addition)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var transaction = await database.BeginAsync(connection, CancellationToken.None);
        await AuditChain.TailAsync(database, connection, transaction);
        if (await connection.ExecuteScalarAsync<bool>("select exists (select 1 from audit_record where number = @Number and hash = @Hash)", addition.To, transaction))
            return addition.To;
        var to = await AuditChain.AppendAsync(database, connection, transaction, addition.Entries, time.GetUtcNow());
        await transaction.CommitAsync();
        return to;
    }
}
