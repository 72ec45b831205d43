using System.CommandLine;
using Gateway.Areas;
using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Commands;

/// <summary><c>gateway serve</c>: the gateway of a deployment, with the sources that it is configured for and without any simulator.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var settings = new Argument<string[]>("settings") { Description = "Settings as --Section:Name=value, e.g. --Gateway:Area=essex --urls=https://gateway.example; they go before appsettings.json and the environment (Gateway__Area).", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("serve", "Serves an area with its real sources.") { settings };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => RunAsync(terminal, [.. parsed.GetValue(settings) ?? [], .. parsed.UnmatchedTokens], cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string[] settings, CancellationToken cancellation)
    {
        try
        {
            await using var app = await GatewayHost.BuildAsync(settings, cancellation: cancellation);
            await app.StartAsync(cancellation);
            terminal.Out.WriteLine($"Health and Justice Gateway, {app.Services.GetRequiredService<LoadedArea>().Area.Title}: {string.Join(", ", app.Urls)}");
            terminal.Out.Flush();
            await app.WaitForShutdownAsync(cancellation);
            return CommandLine.Done;
        }
        catch (Exception e) when (e is StartException or AreaFaultsException or OptionsValidationException or IOException)
        {
            return terminal.Refuse("gateway", $" {e.Message}");
        }
        catch (OperationCanceledException)
        {
            return CommandLine.Done;
        }
    }
}
