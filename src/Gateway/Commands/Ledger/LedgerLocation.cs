using System.CommandLine;
using System.Data.Common;
using Gateway.Storage;
using Gateway.Storage.Migrations;

namespace Gateway.Commands.Ledger;

/// <summary>The options that say where the ledger lies.</summary>
internal sealed class LedgerLocation
{
    private readonly Option<FileInfo> _file = new("--file") { Description = "The ledger's SQLite file.", DefaultValueFactory = _ => new FileInfo("gateway.db") };
    private readonly Option<string?> _postgres = new("--postgres") { Description = "The connection string of PostgreSQL, where the ledger lies there; also from the environment, GATEWAY_POSTGRES, which keeps it out of the list of processes." };

    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        command.Options.Add(_postgres);
    }

    /// <summary>The path of a file beside the ledger's.</summary>
    public string Beside(ParseResult parsed, string name) => Path.Combine(parsed.GetRequiredValue(_file).DirectoryName!, name);

    /// <summary>Opens the ledger, runs work on it, and says what went wrong in one line.</summary>
    public int Run(ParseResult parsed, Terminal terminal, bool mustExist, Func<GatewayLedger, Task<int>> work)
    {
        var postgres = parsed.GetValue(_postgres) ?? Environment.GetEnvironmentVariable("GATEWAY_POSTGRES");
        var file = parsed.GetRequiredValue(_file);
        if (postgres is null && mustExist && !file.Exists)
            return terminal.Refuse(file.Name, " There is no ledger here.");
        try
        {
            return RunAsync(new LedgerOptions { Postgres = postgres, File = file.FullName }, work).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is LedgerSchemaException or InvalidDataException)
        {
            return terminal.Refuse("ledger", $" {e.Message}");
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or HttpRequestException or System.Security.Cryptography.CryptographicException)
        {
            return terminal.Refuse("ledger", " The database, a file, the key or the address cannot be opened, read or written.");
        }
    }

    private static async Task<int> RunAsync(LedgerOptions options, Func<GatewayLedger, Task<int>> work)
    {
        await using var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        return await work(ledger);
    }
}
