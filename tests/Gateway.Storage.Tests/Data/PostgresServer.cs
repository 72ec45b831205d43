using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Gateway.Storage.Tests.Data;

/// <summary>
/// A PostgreSQL server of the tests' own, on a free port of the loopback, in a folder that goes with it. It does not run as root: where the tests
/// do, they start it as the user postgres.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<string?> s_programs = new(Find);
    private readonly string _folder;
    private readonly int _port;
    private readonly string _settings;

    private PostgresServer(string folder, int port, string settings) => (_folder, _port, _settings) = (folder, port, settings);

    /// <summary>True when PostgreSQL is on this machine.</summary>
    public static bool IsPresent => s_programs.Value is not null;

    public string Connection(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=40;Timeout=15;Command Timeout=60;Include Error Detail=false";

    /// <param name="settings">More of the server's settings: <c>shared_buffers=2GB</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-postgres").FullName;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            var server = new PostgresServer(folder, ((IPEndPoint)listener.LocalEndpoint).Port, string.Concat(settings.Select(s => $" -c {s}")));
            listener.Stop();
            if (Environment.UserName == "root")
                await RunAsync("chown", "-R", "postgres", folder);
            await server.ServerAsync("initdb", "-D", $"{folder}/data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync");
            await server.StartServerAsync();
            return server;
        }
    }

    public async Task StartServerAsync() =>
        await ServerAsync("pg_ctl", "-D", $"{_folder}/data", "-w", "-l", $"{_folder}/log", "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=200{_settings}", "start");

    /// <summary>Stops the server as a crash would.</summary>
    public async Task StopServerAsync() => await ServerAsync("pg_ctl", "-D", $"{_folder}/data", "-w", "-m", "immediate", "stop");

    /// <summary>Makes an empty database and gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"ledger_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync();
        return Connection(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopServerAsync();
        Directory.Delete(_folder, true);
    }

    private Task ServerAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(s_programs.Value!, program), .. arguments])
        : RunAsync(Path.Combine(s_programs.Value!, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // pg_ctl leaves a server behind that would keep pipes open: its output goes to a file.
        var start = new ProcessStartInfo("sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} {arguments.FirstOrDefault()} ended with {process.ExitCode}.");
    }

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")) : []);
        return folders.FirstOrDefault(f => f.Length > 0 && new[] { "initdb", "pg_ctl", "postgres" }.All(p => File.Exists(Path.Combine(f, p))));
    }
}
