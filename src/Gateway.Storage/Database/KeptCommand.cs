using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Gateway.Storage.Database;

/// <summary>A command of a <see cref="KeptConnection"/>: what it is told is run by the statement that the connection has ready for that text, and the statement goes back when the command ends.</summary>
internal sealed class KeptCommand(KeptConnection connection) : DbCommand
{
    private readonly SqliteCommand _told = new();
    private SqliteCommand? _ready;
    private SqliteDataReader? _rows;

    [AllowNull]
    public override string CommandText
    {
        get => _told.CommandText;
        set => _told.CommandText = value;
    }

    public override int CommandTimeout
    {
        get => _told.CommandTimeout;
        set => _told.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => _told.CommandType;
        set => _told.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("The command is of one connection.");
    }

    protected override DbParameterCollection DbParameterCollection => _told.Parameters;

    // SQLite has one transaction a connection at most, and what is run on it is in that.
    protected override DbTransaction? DbTransaction
    {
        get => connection.Current;
        set
        {
        }
    }

    public override int ExecuteNonQuery() => Run(static c => c.ExecuteNonQuery());

    public override object? ExecuteScalar() => Run(static c => c.ExecuteScalar());

    public override void Prepare() => Run(static c =>
    {
        c.Prepare();
        return c;
    });

    public override void Cancel()
    {
    }

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => _rows = Run(c => c.ExecuteReader(behavior));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            GiveBack();
            _told.Dispose();
        }

        base.Dispose(disposing);
    }

    private T Run<T>(Func<SqliteCommand, T> run)
    {
        if (_ready?.CommandText != CommandText)
            GiveBack();
        _ready ??= connection.Ready(CommandText);
        _ready.Transaction = connection.Current;
        _ready.CommandTimeout = CommandTimeout;
        _ready.Parameters.Clear();
        foreach (SqliteParameter parameter in _told.Parameters)
            _ready.Parameters.Add(parameter);
        try
        {
            return run(_ready);
        }
        catch (SqliteException)
        {
            connection.IsFaulty = true;
            throw;
        }
    }

    private void GiveBack()
    {
        _rows?.Dispose();
        if (_ready is { } ready)
            connection.Keep(ready);
        (_ready, _rows) = (null, null);
    }
}
