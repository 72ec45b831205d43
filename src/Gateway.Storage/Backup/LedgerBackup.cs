using System.Data;
using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Dapper;
using Gateway.Storage.Audit;
using Gateway.Storage.Database;
using Gateway.Storage.Migrations;

namespace Gateway.Storage.Backup;

/// <summary>
/// The whole ledger in one compressed file, taken while it runs: every table as it was at one moment, a row a line, as JSON. A backup of one kind
/// of database can be restored into the other.
/// </summary>
public static class LedgerBackup
{
    private const string Format = "gateway-ledger-backup";
    private const int RowsAtOnce = 500;

    /// <summary>Writes a backup; returns the number of rows.</summary>
    public static async Task<long> WriteAsync(GatewayLedger ledger, Stream output, CancellationToken cancellation = default)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);

        // One snapshot for all tables: what is written meanwhile is not seen.
        await using var transaction = await connection.BeginTransactionAsync(ledger.Database.Kind == "postgres" ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable, cancellation);
        await using var zip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        await using var writer = new StreamWriter(zip);
        var schema = await connection.ExecuteScalarAsync<long>("select max(number) from migration", transaction: transaction);
        await writer.WriteLineAsync(JsonSerializer.Serialize(new object[] { Format, schema }));
        long rows = 0;
        foreach (var table in LedgerTables.All)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"select {string.Join(", ", table.Columns)} from {table.Name}";
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var values = new object[table.Columns.Length];
            for (; await reader.ReadAsync(cancellation); rows++)
            {
                reader.GetValues(values);
                await writer.WriteLineAsync(JsonSerializer.Serialize((object?[])[table.Name, .. values.Select(Portable)]));
            }
        }

        return rows;
    }

    /// <summary>Fills an empty ledger from a backup; returns the number of rows.</summary>
    /// <exception cref="InvalidDataException">The file is no backup, is cut short, or is of a newer schema; or the ledger is not empty. Nothing is stored.</exception>
    public static async Task<long> RestoreAsync(GatewayLedger ledger, Stream input, CancellationToken cancellation = default)
    {
        await using var zip = new GZipStream(input, CompressionMode.Decompress, leaveOpen: true);
        using var reader = new StreamReader(zip);
        try
        {
            return await RestoreAsync(ledger, reader, cancellation);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The backup is damaged.", e);
        }
    }

    private static async Task<long> RestoreAsync(GatewayLedger ledger, StreamReader reader, CancellationToken cancellation)
    {
        CheckHead(await reader.ReadLineAsync(cancellation), ledger.Database.Kind);
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        await using var transaction = await ledger.Database.BeginAsync(connection, cancellation);
        if (await connection.ExecuteScalarAsync<long>("select (select count(*) from resource) + (select count(*) from event) + (select count(*) from audit_record) + (select count(*) from delivery)", transaction: transaction) > 0)
            throw new InvalidDataException("The ledger is not empty.");
        foreach (var table in LedgerTables.All)
            await connection.ExecuteAsync($"delete from {table.Name}", transaction: transaction);
        long count = 0;
        var (open, rows) = (default(LedgerTable), new List<object?[]>());
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            using var row = JsonDocument.Parse(line);
            var name = row.RootElement[0].GetString();
            if (open?.Name != name || rows.Count == RowsAtOnce)
                await StoreAsync(ledger.Database, connection, transaction, open, rows);
            open = LedgerTables.All.FirstOrDefault(t => t.Name == name) ?? throw new InvalidDataException($"The backup holds an unknown table.");
            if (row.RootElement.GetArrayLength() != open.Columns.Length + 1)
                throw new InvalidDataException($"A row of {open.Name} has another number of columns.");
            rows.Add([.. open.Columns.Select((column, i) => Value(column, row.RootElement[i + 1], ledger.Database.Kind))]);
            count++;
        }

        await StoreAsync(ledger.Database, connection, transaction, open, rows);

        // What waited for the index where the backup was made may be indexed at once where it is restored.
        while (await AuditSubjects.IndexAsync(ledger.Database, connection, transaction, int.MaxValue, cancellation))
            cancellation.ThrowIfCancellationRequested();
        foreach (var table in LedgerTables.All.Where(t => t.Identity is not null && ledger.Database.Kind == "postgres"))
            await connection.ExecuteAsync($"select setval(pg_get_serial_sequence('{table.Name}', '{table.Identity}'), coalesce((select max({table.Identity}) from {table.Name}), 1), exists (select 1 from {table.Name}))", transaction: transaction);
        await transaction.CommitAsync(cancellation);
        return count;
    }

    private static void CheckHead(string? line, string kind)
    {
        using var head = JsonDocument.Parse(line ?? "null");
        if (head.RootElement.ValueKind != JsonValueKind.Array || head.RootElement.GetArrayLength() != 2 || head.RootElement[0].GetString() != Format)
            throw new InvalidDataException("The file is no backup of a ledger.");
        var known = Migration.Of(kind)[^1].Number;
        if (head.RootElement[1].GetInt64() != known)
            throw new InvalidDataException($"The backup has schema {head.RootElement[1].GetInt64()}; this program restores {known}.");
    }

    private static async Task StoreAsync(LedgerDatabase database, DbConnection connection, DbTransaction transaction, LedgerTable? table, List<object?[]> rows)
    {
        if (table?.Name == "audit_record")
            foreach (var period in rows.Select(r => Convert.ToInt32(r[Array.IndexOf(table.Columns, "period")], CultureInfo.InvariantCulture)).Distinct())
                await database.PrepareAuditAsync(connection, transaction, period);
        if (table is not null && rows.Count > 0)
            await database.InsertAsync(connection, transaction, $"{table.Name} ({string.Join(", ", table.Columns)}){(table.Identity is not null ? database.WithNumbers : "")}", rows);
        rows.Clear();
    }

    // Bytes as base64 in an array of one and doubles as text in one of two, so that they differ from text; SQLite has numbers for booleans.
    private static object? Portable(object value) => value switch
    {
        DBNull => null,
        byte[] bytes => new[] { Convert.ToBase64String(bytes) },
        double number => new[] { "d", number.ToString("R", CultureInfo.InvariantCulture) },
        bool flag => flag ? 1L : 0L,
        short or int or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static object? Value(string column, JsonElement value, string kind) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array when value.GetArrayLength() == 2 => double.Parse(value[1].GetString()!, CultureInfo.InvariantCulture),
        JsonValueKind.Array => value[0].GetBytesFromBase64(),
        JsonValueKind.String => value.GetString(),
        _ when LedgerTables.Flags.Contains(column) && kind == "postgres" => value.GetInt64() != 0,
        _ => value.GetInt64(),
    };
}
