using System.Data.Common;
using System.Globalization;

namespace Gateway.Storage.Database;

/// <summary>Inserts many rows into SQLite by one statement, which is made ready once and run for each: there is no way to a server to be saved.</summary>
internal static class RowInsert
{
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="target">The table and its columns: <c>event (number, kind)</c>.</param>
    /// <param name="rows">The values of each row in the order of the columns.</param>
    public static async Task RunAsync(DbConnection connection, DbTransaction transaction, string target, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
            return;
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        string[] names = [.. rows[0].Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@p{i}"))];
        command.CommandText = $"insert into {target} values ({string.Join(", ", names)})";
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                command.Parameters[i].Value = row[i] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }
    }
}
