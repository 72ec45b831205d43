using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gateway.Storage.Database;

/// <summary>
/// A counter that every request asks for, by statements that are kept ready on connections of their own: SQLite finds it in less time than it takes to make a reader of rows. Safe for use by many
/// threads.
/// </summary>
/// <param name="name">The counter.</param>
/// <param name="open">Opens a connection.</param>
internal sealed class SqliteCounter(string name, Func<CancellationToken, Task<DbConnection>> open) : IDisposable
{
    private readonly ConcurrentQueue<Asker> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Where it stands now; 0 where there is none.</summary>
    public async ValueTask<long> ReadAsync(CancellationToken cancellation)
    {
        if (!_idle.TryDequeue(out var asker))
            asker = new Asker((SqliteConnection)await open(cancellation), name);
        long value;
        try
        {
            value = asker.Read();
        }
        catch
        {
            // What failed is not used again.
            asker.Dispose();
            throw;
        }

        _idle.Enqueue(asker);
        if (_isDisposed)
            Dispose();
        return value;
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryDequeue(out var asker))
            asker.Dispose();
    }

    private sealed class Asker : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly sqlite3_stmt _statement;

        public Asker(SqliteConnection connection, string name)
        {
            _connection = connection;
            Check(raw.sqlite3_prepare_v3(connection.Handle, "select value from counter where name = ?", raw.SQLITE_PREPARE_PERSISTENT, out _statement));
            Check(raw.sqlite3_bind_text(_statement, 1, name));
        }

        public long Read()
        {
            var step = raw.sqlite3_step(_statement);
            var value = step == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : 0;
            // Ends the reading, so that what is committed from now on is seen by the next.
            var end = raw.sqlite3_reset(_statement);
            Check(step is raw.SQLITE_ROW or raw.SQLITE_DONE ? end : step);
            return value;
        }

        public void Dispose()
        {
            _statement.Dispose();
            _connection.Dispose();
        }

        private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection.Handle);
    }
}
