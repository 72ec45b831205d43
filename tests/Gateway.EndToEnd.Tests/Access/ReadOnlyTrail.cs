using System.Data.Common;
using Gateway.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.EndToEnd.Tests.Access;

/// <summary>A ledger whose audit trail can be read and not written, until this is disposed.</summary>
internal sealed class ReadOnlyTrail : IAsyncDisposable
{
    private readonly LedgerOptions _options;

    private ReadOnlyTrail(LedgerOptions options) => _options = options;

    public static async Task<ReadOnlyTrail> OfAsync(LedgerOptions options)
    {
        var trail = new ReadOnlyTrail(options);
        await trail.RunAsync(options.Postgres is null
            ? "create trigger read_only before update on audit_tail begin select raise(abort, 'the disk is full'); end"
            : "create function refuse() returns trigger language plpgsql as $$ begin raise exception using errcode = '25006', message = 'read-only'; end $$; create trigger read_only before update on audit_tail for each row execute function refuse()");
        return trail;
    }

    public async ValueTask DisposeAsync() => await RunAsync(_options.Postgres is null ? "drop trigger read_only" : "drop trigger read_only on audit_tail; drop function refuse()");

    private async Task RunAsync(string sql)
    {
        await using DbConnection connection = _options.Postgres is { } place ? new NpgsqlConnection(place) : new SqliteConnection($"Data Source={_options.File}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
