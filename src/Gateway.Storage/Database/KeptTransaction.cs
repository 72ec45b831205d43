using System.Data;
using System.Data.Common;

namespace Gateway.Storage.Database;

/// <summary>A transaction that writes, begun and ended by statements that the connection has ready.</summary>
internal sealed class KeptTransaction : DbTransaction
{
    private readonly KeptConnection _connection;
    private bool _isEnded;

    // Immediate: two writers queue at the start, and neither fails at its first write.
    public KeptTransaction(KeptConnection connection)
    {
        _connection = connection;
        Run("begin immediate");
    }

    public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

    protected override DbConnection DbConnection => _connection;

    public override void Commit() => End("commit");

    public override void Rollback() => End("rollback");

    protected override void Dispose(bool disposing)
    {
        // What was given up stays open on a connection that failed, which is closed and not used again.
        if (disposing && !_isEnded && !_connection.IsFaulty)
            Rollback();
        base.Dispose(disposing);
    }

    private void End(string text)
    {
        ObjectDisposedException.ThrowIf(_isEnded, this);
        Run(text);
        _isEnded = true;
    }

    private void Run(string text)
    {
        using var command = new KeptCommand(_connection) { CommandText = text };
        command.ExecuteNonQuery();
    }
}
