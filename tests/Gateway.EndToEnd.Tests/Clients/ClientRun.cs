using System.Diagnostics;
using Gateway.EndToEnd.Tests.Data;

namespace Gateway.EndToEnd.Tests.Clients;

/// <summary>Runs the script in <c>tests/clients</c> against a gateway.</summary>
internal static class ClientRun
{
    public static string Folder { get; } = Path.Combine(TestFolders.Repository, "tests", "clients");

    public static bool HasNode { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    public static async Task<(int ExitCode, string Said)> PlayAsync(Uri gateway, string tokenFile, string client)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "run.mjs"), gateway.ToString(), tokenFile, client]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience.Never);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await error);
    }
}
