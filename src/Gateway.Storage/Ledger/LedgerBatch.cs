using System.Data.Common;
using Gateway.Storage.Database;

namespace Gateway.Storage.Ledger;

/// <summary>
/// What units of work of one transaction share. New rows wait here until somebody asks the database for something or the transaction ends, and then go all at once: many new resources cost
/// as many ways to the database and back as one.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="connection">Its connection.</param>
/// <param name="transaction">The transaction.</param>
/// <param name="units">How many units there are, each of which is likely to make one resource.</param>
internal sealed class LedgerBatch(LedgerDatabase database, DbConnection connection, DbTransaction transaction, int units) : IDisposable
{
    // What others refer to goes first.
    private static readonly string[] s_first = ["resource ", "resource_version ", "search_row ", "link_record "];
    private readonly Dictionary<string, List<object?[]>> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IEnumerator<long>> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private readonly HashSet<(string System, string Value)> _links = [];

    public LedgerDatabase Database => database;

    public DbConnection Connection => connection;

    public DbTransaction Transaction => transaction;

    /// <summary>Adds a row that is new.</summary>
    /// <param name="target">The table and its columns: <c>event (number, kind)</c>.</param>
    /// <param name="row">The values in the order of the columns.</param>
    public void Add(string target, params object?[] row)
    {
        if (!_rows.TryGetValue(target, out var rows))
            _rows[target] = rows = [];
        rows.Add(row);
    }

    /// <summary>Adds a link record that leads to nobody who is known, with its strong identifiers.</summary>
    public void Bear(IEnumerable<(string System, string Value)> identifiers) => _links.UnionWith(identifiers);

    /// <summary>True when a link record that waits bears one of those strong identifiers.</summary>
    public bool Bears(IEnumerable<(string System, string Value)> identifiers) => _links.Overlaps(identifiers);

    /// <summary>The number of a new row, which no other row has.</summary>
    public async Task<long> NumberAsync(string table, string column)
    {
        while (true)
        {
            if (_numbers.TryGetValue(table, out var numbers))
            {
                if (numbers.MoveNext())
                    return numbers.Current;
                numbers.Dispose();
            }

            _numbers[table] = (await database.NumbersAsync(connection, transaction, table, column, units)).GetEnumerator();
        }
    }

    /// <summary>Waits for a name that only one transaction holds at a time, unless this one does.</summary>
    public async Task LockAsync(string name, CancellationToken cancellation)
    {
        if (_held.Contains(name))
            return;
        await database.LockAsync(connection, transaction, name, cancellation);
        _held.Add(name);
    }

    /// <summary>Stores the rows that wait.</summary>
    public async Task FlushAsync()
    {
        if (_rows.Count == 0)
            return;
        foreach (var (target, rows) in _rows.OrderBy(r => Array.FindIndex(s_first, f => r.Key.StartsWith(f, StringComparison.Ordinal)) is var at and >= 0 ? at : s_first.Length))
            await database.InsertAsync(connection, transaction, target, rows);
        _rows.Clear();
        _links.Clear();
    }

    public void Dispose()
    {
        foreach (var numbers in _numbers.Values)
            numbers.Dispose();
    }
}
