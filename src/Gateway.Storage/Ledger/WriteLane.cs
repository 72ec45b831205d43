using System.Data;
using System.Data.Common;
using System.Threading.Channels;
using Gateway.Storage.Audit;
using Gateway.Storage.Database;
using Gateway.Storage.Events;

namespace Gateway.Storage.Ledger;

/// <summary>
/// One writer of a node. Units of work that wait at the same time share a transaction, so that one durable commit serves many; each still
/// stands alone: one that fails is taken out, and the others are run again without it.
/// </summary>
internal sealed class WriteLane : IAsyncDisposable
{
    private const int MaxBatch = 128;
    private const int MaxAttempts = 5;
    private readonly LedgerDatabase _database;
    private readonly TimeProvider _time;
    private readonly AuditEnd _end;
    private readonly Channel<WriteItem> _waiting = Channel.CreateBounded<WriteItem>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly Task _loop;

    /// <param name="database">The database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="end">Where the trail ends, by all lanes of the node.</param>
    public WriteLane(LedgerDatabase database, TimeProvider time, AuditEnd end)
    {
        (_database, _time, _end) = (database, time, end);
        _loop = Task.Run(RunAsync);
    }

    public Task<T> WriteAsync<T>(Func<LedgerSession, Task<T>> work, CancellationToken cancellation) => WriteAsync(new WriteItem<T>(work, cancellation));

    /// <summary>Adds to the audit trail, and does nothing else.</summary>
    public Task AuditAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation) => WriteAsync(new WriteItem<bool>(
        session =>
        {
            foreach (var entry in entries)
                session.Audit(entry);
            return Task.FromResult(true);
        }, cancellation)
    { Trail = entries });

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task<T> WriteAsync<T>(WriteItem<T> item)
    {
        await _waiting.Writer.WriteAsync(item, item.Cancellation);
        return await item.Done;
    }

    private async Task RunAsync()
    {
        var batch = new List<WriteItem>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var item))
                if (item.Cancellation.IsCancellationRequested)
                    item.Cancel();
                else
                    batch.Add(item);
            if (batch.Count > 0 && !await IsAddedAsync(batch))
                await StoreAsync(batch);
        }
    }

    // True when the batch was of the trail alone and is done with.
    private async Task<bool> IsAddedAsync(List<WriteItem> batch)
    {
        if (!batch.TrueForAll(i => i.Trail is not null))
            return false;
        try
        {
            if (!await _end.TryAppendAsync([.. batch.SelectMany(i => i.Trail!)]))
                return false;
            batch.ForEach(i => i.Complete());
        }
        catch (Exception e)
        {
            var unavailable = Unavailable(e, isCommitting: true);
            batch.ForEach(i => i.Fail(unavailable));
        }

        return true;
    }

    // Until all of the batch is stored or refused: what fails alone is taken out, what fails for another's sake is tried again.
    private async Task StoreAsync(List<WriteItem> batch)
    {
        for (var attempt = 1; batch.Count > 0; attempt++)
        {
            var (isOpen, isCommitting) = (false, false);
            try
            {
                await using var connection = await _database.OpenAsync(CancellationToken.None);
                isOpen = true;
                await using var transaction = await _database.BeginAsync(connection, CancellationToken.None);
                using var shared = new LedgerBatch(_database, connection, transaction, batch.Count);
                if (await RunAsync(batch, shared) is not var (events, audited, hasDeliveries))
                {
                    await transaction.RollbackAsync();
                    attempt = 0;
                    continue;
                }

                await shared.FlushAsync();

                // In this order on every node, so that none waits for another in a ring.
                await EventStore.AppendAsync(_database, connection, transaction, events, _time.GetUtcNow());
                var end = await AuditChain.AppendAsync(_database, connection, transaction, audited, _time.GetUtcNow());
                if (hasDeliveries)
                    await _database.WakeAsync(connection, transaction);
                isCommitting = true;
                await transaction.CommitAsync();
                _database.Stored();
                if (end is not null)
                    _end.Moved(end);
                if (hasDeliveries)
                    _database.Woken();
                batch.ForEach(i => i.Complete());
                return;
            }
            catch (DbException e) when ((_database.IsTransient(e) || _database.IsDuplicate(e)) && !isCommitting && attempt < MaxAttempts)
            {
                // Another node was faster: the work, run again, sees what that has stored.
                await Task.Delay(TimeSpan.FromMilliseconds(5 * attempt), _time);
            }
            catch (Exception e) when (isOpen && !isCommitting && attempt == 1 && (e is not DbException failed || (_database.IsUnavailable(failed) && !_database.IsFull(failed))))
            {
                // The connection broke, perhaps long ago in the pool; nothing can be stored of what was not committed, and another connection may hold.
            }
            catch (DbException e) when (!isCommitting && batch.Count > 1 && !_database.IsUnavailable(e))
            {
                // One of them may be what the database does not take: each alone.
                foreach (var item in batch.ToArray())
                    await StoreAsync([item]);
                return;
            }
            catch (Exception e)
            {
                if (isCommitting)
                    _database.Stored();
                var unavailable = Unavailable(e, isCommitting);
                batch.ForEach(i => i.Fail(unavailable));
                return;
            }
        }
    }

    private LedgerUnavailableException Unavailable(Exception e, bool isCommitting) => e is DbException full && _database.IsFull(full)
        ? new LedgerUnavailableException("The disk of the database is full; nothing of the change is stored.", false, e)
        : isCommitting
            ? new LedgerUnavailableException("The database broke off while the change was being stored; whether it is stored is not known.", true, e)
            : new LedgerUnavailableException("The database cannot be written; nothing of the change is stored.", false, e);

    // What all units tell; null when one failed after it had written, so that the transaction must be given up. It is no longer in the batch.
    private async Task<(List<LedgerEvent> Events, List<AuditEntry> Audited, bool HasDeliveries)?> RunAsync(List<WriteItem> batch, LedgerBatch shared)
    {
        var events = new List<LedgerEvent>();
        var audited = new List<AuditEntry>();
        var hasDeliveries = false;
        for (var i = 0; i < batch.Count; i++)
        {
            var item = batch[i];
            var session = new LedgerSession(shared, _time.GetUtcNow());
            try
            {
                await item.RunAsync(session);
                events.AddRange(session.Events);
                audited.AddRange(session.Audited);
                hasDeliveries |= session.HasDeliveries;
            }
            catch (Exception e) when (e is not DbException && shared.Connection.State == ConnectionState.Open)
            {
                // The unit's own fault. What it has written, or broke off, only the end of the transaction can take back.
                item.Fail(e);
                batch.RemoveAt(i--);
                if (session.HasWritten || e is OperationCanceledException)
                    return null;
            }
        }

        return (events, audited, hasDeliveries);
    }
}
