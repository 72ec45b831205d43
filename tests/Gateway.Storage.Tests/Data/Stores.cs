namespace Gateway.Storage.Tests.Data;

/// <summary>The stores that each test runs on. One PostgreSQL server serves all tests.</summary>
public sealed class Stores : IAsyncLifetime
{
    private readonly string _files = Directory.CreateTempSubdirectory("gateway-ledger").FullName;
    private PostgresServer? _server;

    /// <summary>SQLite always, PostgreSQL where it is present.</summary>
    public static IReadOnlyList<string> Names => PostgresServer.IsPresent ? ["sqlite", "postgres"] : ["sqlite"];

    /// <summary>The same for theories.</summary>
    public static TheoryData<string> Kinds => [.. Names];

    public PostgresServer Server => _server ?? throw new InvalidOperationException("PostgreSQL is not on this machine.");

    public async Task InitializeAsync()
    {
        if (PostgresServer.IsPresent)
            _server = await PostgresServer.StartAsync();
    }

    /// <summary>Options of a new, empty ledger.</summary>
    public async Task<LedgerOptions> NewAsync(string kind) => kind == "postgres"
        ? new LedgerOptions { Postgres = await Server.CreateDatabaseAsync() }
        : new LedgerOptions { File = Path.Combine(_files, $"{Guid.NewGuid():N}.db") };

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_files, true);
    }
}
