using System.Data.Common;
using Dapper;
using Gateway.Storage.Audit;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;

namespace Gateway.Storage.Database;

/// <summary>The database under the ledger. Plain SQL runs on both kinds; what differs is said here.</summary>
internal abstract class LedgerDatabase : IAsyncDisposable
{
    /// <summary>The folder of the migrations, which is also the kind's name.</summary>
    public abstract string Kind { get; }

    /// <summary>How many transactions may write at once.</summary>
    public abstract int Writers { get; }

    /// <summary>What keeps a selected row from being changed by others until the transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>The same for the rows of one table of a join, passing over rows that others hold.</summary>
    public abstract string SkipLocked(string alias);

    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>Asks something that is asked again and again, and gives what is made of its rows.</summary>
    public virtual async Task<T> ReadAsync<T>(SqlText sql, Func<DbDataReader, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var rows = await connection.ExecuteReaderAsync(new CommandDefinition(sql.ToString(), sql.Parameters, cancellationToken: cancellation));
        return await read(rows, cancellation);
    }

    /// <summary>A number that grows with every change of something, as it stands at the moment of asking, or of the reading that the flow of work shares.</summary>
    public abstract ValueTask<long> CounterAsync(string name, CancellationToken cancellation);

    /// <summary>From here on what one flow of work asks of the counters may be answered by one reading; it ends where the calling method does.</summary>
    public virtual void ShareCounters()
    {
    }

    /// <summary>What this flow of work asks of the counters next is read anew.</summary>
    public virtual void AskCountersAnew()
    {
    }

    /// <summary>A unit of work of this node was stored, or may have been.</summary>
    public virtual void Stored()
    {
    }

    /// <summary>Begins a transaction that will write.</summary>
    public abstract Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Stores a later version of a resource as the current one and among the versions.</summary>
    public abstract Task PutAsync(LedgerSession session, ResourceRow row, CancellationToken cancellation);

    /// <summary>Numbers for new rows of a table, as many as asked for or more; they are this transaction's.</summary>
    public abstract Task<IEnumerable<long>> NumbersAsync(DbConnection connection, DbTransaction transaction, string table, string column, int count);

    /// <summary>What an insert says behind its columns when it brings the number of a row, which the database would give.</summary>
    public abstract string WithNumbers { get; }

    /// <summary>Inserts many rows at once.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="target">The table and its columns: <c>event (number, kind)</c>.</param>
    /// <param name="rows">The values of each row in the order of the columns.</param>
    public abstract Task InsertAsync(DbConnection connection, DbTransaction transaction, string target, IReadOnlyList<object?[]> rows);

    /// <summary>Waits for a name that only one transaction holds at a time.</summary>
    public abstract Task LockAsync(DbConnection connection, DbTransaction transaction, string name, CancellationToken cancellation);

    /// <summary>True when months of the audit trail go as partitions, and not row by row.</summary>
    public abstract bool HasAuditPartitions { get; }

    /// <summary>
    /// True when whom a record of the audit trail is about comes into the index of subjects after the record is stored. Where a commit writes pages of a file, those of that index were more than all others of a disclosure together.
    /// </summary>
    public abstract bool IndexesAuditLater { get; }

    /// <summary>Makes sure that records of a month of the audit trail can be stored.</summary>
    public abstract Task PrepareAuditAsync(DbConnection connection, DbTransaction transaction, int period);

    /// <summary>Stores records of the month that the chain ends in as a unit of its own, if the chain ends where they were bound to it; false when it does not, and nothing is stored. When the task ends, they are on the disk.</summary>
    public virtual async Task<bool> ContinueAuditAsync(DbConnection connection, AuditAddition addition)
    {
        await using var transaction = await BeginAsync(connection, CancellationToken.None);
        var moved = await connection.ExecuteAsync("update audit_tail set number = @To, hash = @Hash, period = @Period where name = 'last' and number = @From and hash = @Before",
            new { To = addition.To.Number, addition.To.Hash, addition.To.Period, From = addition.From.Number, Before = addition.From.Hash }, transaction);
        if (moved == 0)
            return false;
        await AuditChain.InsertAsync(this, connection, transaction, addition);
        await transaction.CommitAsync();
        return true;
    }

    /// <summary>Drops the partitions of the months before one, which the chain's anchor says are removed.</summary>
    public abstract Task RemoveAuditAsync(int before, CancellationToken cancellation);

    /// <summary>Joins the rows of a table for each row before it, by its index; a database that knows nothing yet of how many rows a value has would rather go through all of the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="alias">Its alias.</param>
    /// <param name="condition">What must hold, of columns of this table and of those before it.</param>
    /// <param name="isOuter">True to keep rows for which there is none.</param>
    public abstract string JoinEach(string table, string alias, string condition, bool isOuter = false);

    /// <summary>Adds to a selection of resources <c>r</c> that they have one of those addresses.</summary>
    public abstract void Among(SqlText sql, IReadOnlyList<ResourceAddress> addresses);

    /// <summary>That a column has one of a few values, which are looked up by its index.</summary>
    public abstract string OneOf(string subquery);

    /// <summary>Tells all nodes, when the transaction commits, that deliveries wait.</summary>
    public abstract Task WakeAsync(DbConnection connection, DbTransaction transaction);

    /// <summary>The transaction of <see cref="WakeAsync"/> has committed: who waits on this node need not wait for word from the database.</summary>
    public void Woken() => Signal.Set();

    /// <summary>Ends when a node next says that deliveries wait; it may also end for nothing.</summary>
    public Task NextWake => Signal.Next;

    /// <summary>Who waits is woken from now on; the task ends when that is so.</summary>
    public abstract Task ListenAsync();

    protected WakeSignal Signal { get; } = new();

    /// <summary>Runs work that no other node runs at the same time: migrations.</summary>
    public abstract Task ExclusivelyAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellation);

    /// <summary>True for a failure after which the same work may succeed: a deadlock, a serialisation failure, a busy file.</summary>
    public abstract bool IsTransient(DbException e);

    /// <summary>True for a failure that is of the database as a whole, and not of what one unit of work asked of it: it is away, it stops, it cannot be written.</summary>
    public abstract bool IsUnavailable(DbException e);

    /// <summary>True when there is no room for more; nothing of the transaction is stored.</summary>
    public abstract bool IsFull(DbException e);

    /// <summary>True when a row with the same key is there already.</summary>
    public abstract bool IsDuplicate(DbException e);

    /// <summary>True when the database itself says that it did not do what it was asked, so that nothing of it is stored; false where that is not certain, as the connection broke.</summary>
    public abstract bool IsRefused(DbException e);

    public abstract ValueTask DisposeAsync();
}
