using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Storage.Search;

namespace Gateway.Storage.Database;

/// <summary>Connections that only read and keep their statements ready, for questions that are asked again and again: making a statement ready takes SQLite several times as long as running it.</summary>
/// <param name="open">Opens a connection.</param>
internal sealed class PreparedReads(Func<CancellationToken, Task<DbConnection>> open) : IAsyncDisposable
{
    private const int MostIdle = 8;
    private const int MostStatements = 16;
    private readonly ConcurrentBag<Reader> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Runs a question and gives what is made of its rows.</summary>
    public async Task<T> RunAsync<T>(SqlText sql, Func<DbDataReader, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        var reader = _idle.TryTake(out var idle) ? idle : new Reader(await open(cancellation));
        try
        {
            var command = reader.Command(sql);
            T result;
            await using (var rows = await command.ExecuteReaderAsync(cancellation))
                result = await read(rows, cancellation);
            if (!_isDisposed && _idle.Count < MostIdle)
            {
                _idle.Add(reader);
                reader = null;
            }

            return result;
        }
        finally
        {
            // What failed is not used again.
            if (reader is not null)
                await reader.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var reader))
            await reader.DisposeAsync();
    }

    private sealed class Reader(DbConnection connection) : IAsyncDisposable
    {
        private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

        public DbCommand Command(SqlText sql)
        {
            var text = sql.ToString();
            if (!_commands.TryGetValue(text, out var command))
            {
                if (_commands.Count == MostStatements)
                    Clear();
                _commands[text] = command = connection.CreateCommand();
                command.CommandText = text;
                foreach (var name in sql.Parameters.ParameterNames)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = name;
                    command.Parameters.Add(parameter);
                }
            }

            foreach (DbParameter parameter in command.Parameters)
                parameter.Value = sql.Parameters.Get<object?>(parameter.ParameterName) ?? DBNull.Value;
            return command;
        }

        public ValueTask DisposeAsync()
        {
            Clear();
            return connection.DisposeAsync();
        }

        private void Clear()
        {
            foreach (var command in _commands.Values)
                command.Dispose();
            _commands.Clear();
        }
    }
}
