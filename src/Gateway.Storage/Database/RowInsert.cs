using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Gateway.Storage.Database;

/// <summary>Inserts many rows into SQLite in few statements.</summary>
internal static class RowInsert
{
    // It takes 32,766 parameters; fewer make statements that are soon parsed.
    private const int MaxParameters = 2_000;

    /// <param name="target">The table and its columns: <c>event (number, kind)</c>.</param>
    /// <param name="rows">The values of each row in the order of the columns.</param>
    public static async Task RunAsync(DbConnection connection, DbTransaction transaction, string target, IReadOnlyList<object?[]> rows)
    {
        for (var at = 0; at < rows.Count;)
        {
            var count = Math.Min(rows.Count - at, Math.Max(1, MaxParameters / rows[at].Length));
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            var sql = new StringBuilder("insert into ").Append(target).Append(" values ");
            for (var i = 0; i < count; i++)
                Append(command, sql.Append(i == 0 ? "(" : ", ("), rows[at + i]);
            command.CommandText = sql.ToString();
            await command.ExecuteNonQueryAsync();
            at += count;
        }
    }

    private static void Append(DbCommand command, StringBuilder sql, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{command.Parameters.Count}");
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
            sql.Append(i == 0 ? "@" : ", @").Append(parameter.ParameterName);
        }

        sql.Append(')');
    }
}
