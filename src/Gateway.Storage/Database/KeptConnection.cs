using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gateway.Storage.Database;

/// <summary>
/// A connection to SQLite that is kept open with its statements ready: making a statement ready takes SQLite several times as long as running it. Who disposes of it gives it back; what failed, or was left in a
/// transaction, is closed and not used again.
/// </summary>
/// <param name="connectionString">What it is opened with.</param>
/// <param name="giveBack">Takes it when nobody uses it any more; false where it is to be closed.</param>
internal sealed class KeptConnection(string connectionString, Func<KeptConnection, bool> giveBack) : SqliteConnection(connectionString)
{
    private const int MostStatements = 64;

    // Longer ones insert many rows, in as many lengths as there are numbers of rows.
    private const int LongestKept = 4_000;
    private readonly Dictionary<string, SqliteCommand> _ready = new(StringComparer.Ordinal);
    private readonly List<KeptCommand> _made = [];
    private bool _isGiven = true;

    /// <summary>True until all is said to it that it is used with, and once something failed on it.</summary>
    public bool IsFaulty { get; set; } = true;

    /// <summary>The transaction that is open on it, where it is not a <see cref="KeptTransaction"/>.</summary>
    public SqliteTransaction? Current => Transaction;

    /// <summary>The statement of a text, for one user alone until it is kept again.</summary>
    public SqliteCommand Ready(string text)
    {
        if (_ready.Remove(text, out var ready))
            return ready;
        var command = CreateCommand();
        command.CommandText = text;
        return command;
    }

    public void Keep(SqliteCommand command)
    {
        if (_ready.Count == MostStatements)
            Clear();
        command.Parameters.Clear();
        if (IsFaulty || command.CommandText.Length > LongestKept || !_ready.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    /// <summary>Given to somebody who will dispose of it.</summary>
    public KeptConnection Given()
    {
        _isGiven = true;
        return this;
    }

    /// <summary>What disposing of it comes to.</summary>
    public override void Close()
    {
        if (!_isGiven)
            return;
        _isGiven = false;

        // Who reads rows by way of Dapper does not always dispose of the command.
        foreach (var command in _made)
            command.Dispose();
        _made.Clear();
        if (IsFaulty || raw.sqlite3_get_autocommit(Handle) == 0 || !giveBack(this))
            Discard();
    }

    /// <summary>Closes it in truth.</summary>
    public void Discard()
    {
        Clear();
        base.Close();
    }

    protected override DbCommand CreateDbCommand()
    {
        var command = new KeptCommand(this);
        _made.Add(command);
        return command;
    }

    private void Clear()
    {
        foreach (var command in _ready.Values)
            command.Dispose();
        _ready.Clear();
    }
}
