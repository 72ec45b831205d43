using System.CommandLine;

namespace Gateway.Commands;

/// <summary><c>gateway health</c>: whether the gateway on this machine can serve, for probes of containers that have no other program to ask with.</summary>
internal static class HealthCommand
{
    private const string Usual = "http://127.0.0.1:8080";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public static Command Create(Terminal terminal)
    {
        var url = new Option<string>("--url") { Description = "The gateway's address on this machine.", DefaultValueFactory = _ => Usual };
        var live = new Option<bool>("--live") { Description = "Ask only whether the process lives, and not whether its ledger can be reached." };
        var command = new Command("health", "Ask the gateway on this machine how it does: 0 if it is up.") { url, live };
        command.SetAction((parsed, cancellation) => RunAsync(terminal, $"{parsed.GetRequiredValue(url).TrimEnd('/')}/health/{(parsed.GetValue(live) ? "live" : "ready")}", cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string url, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return terminal.Refuse("--url", " This is no address.");
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = s_patience };
            using var answer = await http.GetAsync(address, cancellation);
            if (!answer.IsSuccessStatusCode)
                return terminal.Refuse("gateway", $" It is not up ({(int)answer.StatusCode}).");
            terminal.Out.WriteLine("up");
            return CommandLine.Done;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return terminal.Refuse("gateway", " It does not answer.");
        }
    }
}
