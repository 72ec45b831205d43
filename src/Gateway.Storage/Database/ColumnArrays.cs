using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using Npgsql;

namespace Gateway.Storage.Database;

/// <summary>
/// Inserts many rows into PostgreSQL as one array for each column (<c>unnest</c>): the statement is the same however many rows there are, and so is parsed and planned once.
/// </summary>
internal sealed class ColumnArrays
{
    private readonly ConcurrentDictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <param name="connection">The connection, whose transaction this belongs to.</param>
    /// <param name="target">The table and its columns: <c>event (number, kind)</c>.</param>
    /// <param name="rows">The values of each row in the order of the columns.</param>
    public async Task InsertAsync(NpgsqlConnection connection, string target, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
            return;
        if (!_statements.TryGetValue(target, out var statement))
            _statements[target] = statement = await StatementAsync(connection, target);
        await using var command = new NpgsqlCommand(statement.Sql, connection);
        for (var column = 0; column < statement.Types.Count; column++)
            command.Parameters.Add(new NpgsqlParameter { Value = Column(statement.Types[column], rows, column) });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<Statement> StatementAsync(NpgsqlConnection connection, string target)
    {
        var (start, end) = (target.IndexOf('(', StringComparison.Ordinal), target.IndexOf(')', StringComparison.Ordinal));
        await using var command = new NpgsqlCommand($"select {target[(start + 1)..end]} from {target[..start]} limit 0", connection);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly);
        List<string> types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)];
        return new Statement($"insert into {target} select * from unnest({string.Join(", ", types.Select((t, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}::{t}[]")))})", types);
    }

    private static Array Column(string type, IReadOnlyList<object?[]> rows, int column) => type switch
    {
        "bigint" => Values<long?>(rows, column, v => Convert.ToInt64(v, CultureInfo.InvariantCulture)),
        "integer" => Values<int?>(rows, column, v => Convert.ToInt32(v, CultureInfo.InvariantCulture)),
        "smallint" => Values<short?>(rows, column, v => Convert.ToInt16(v, CultureInfo.InvariantCulture)),
        "boolean" => Values<bool?>(rows, column, v => Convert.ToBoolean(v, CultureInfo.InvariantCulture)),
        "double precision" => Values<double?>(rows, column, v => Convert.ToDouble(v, CultureInfo.InvariantCulture)),
        "bytea" => Values<byte[]?>(rows, column, v => (byte[])v),
        "text" => Values<string?>(rows, column, v => (string)v),
        _ => throw new InvalidOperationException($"Nobody knows how rows of {type} are stored."),
    };

    private static T[] Values<T>(IReadOnlyList<object?[]> rows, int column, Func<object, T> value)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
            if (rows[i][column] is { } given)
                values[i] = value(given);
        return values;
    }

    private sealed record Statement(string Sql, IReadOnlyList<string> Types);
}
