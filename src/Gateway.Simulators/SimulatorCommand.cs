using System.Globalization;
using System.Net;
using Gateway.Simulators.Areas;

namespace Gateway.Simulators;

/// <summary>Starts the systems alone, until Ctrl+C: <c>--area essex --ports 5101,5102,5103,5104,5105 --records folder --gateway uri --automatic</c>.</summary>
internal static class SimulatorCommand
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    private const string Usage =
        "Usage: Gateway.Simulators [--area essex|avon-and-somerset] [--seed n] [--people n] [--ports case,custody,trust,community,courts] [--address ip] [--records folder] [--gateway uri] [--automatic]\n"
        + "Tokens for the gateway are read from SIMULATOR_CUSTODY_TOKEN, SIMULATOR_COMMUNITY_TOKEN and SIMULATOR_COURTS_TOKEN.";

    public static async Task<int> RunAsync(string[] args)
    {
        if (Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return WrongUsage;
        }

        using var end = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            end.Cancel();
        };
        try
        {
            await using var running = await SimulatorHost.StartAsync(options, end.Token);
            foreach (var (name, address) in running.Addresses)
                Console.WriteLine($"{name,-12} {address}");
            await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (IOException)
        {
            await Console.Error.WriteLineAsync("A port is taken, or a folder cannot be read.");
            return Failed;
        }
    }

    /// <summary>Null when there is an option that is not known, or without its value.</summary>
    private static SimulatorOptions? Read(string[] args)
    {
        var options = new SimulatorOptions
        {
            GatewayTokens = new GatewayTokens
            {
                Custody = Environment.GetEnvironmentVariable("SIMULATOR_CUSTODY_TOKEN"),
                Community = Environment.GetEnvironmentVariable("SIMULATOR_COMMUNITY_TOKEN"),
                Courts = Environment.GetEnvironmentVariable("SIMULATOR_COURTS_TOKEN"),
            },
        };
        for (var i = 0; i < args.Length && options is not null; i++)
        {
            if (args[i] == "--automatic")
                options = options with { Automatic = true };
            else
                options = i + 1 < args.Length ? With(options, args[i], args[++i]) : null;
        }

        return options;
    }

    private static SimulatorOptions? With(SimulatorOptions options, string name, string value) => name switch
    {
        "--area" when Area.Exists(value) => options with { Area = value },
        "--seed" when Number(value) is { } seed => options with { Seed = seed },
        "--people" when Number(value) is > 9 and var people => options with { People = people },
        "--address" when IPAddress.TryParse(value, out var address) => options with { Address = address },
        "--records" when Directory.Exists(value) => options with { Records = value },
        "--gateway" when Uri.TryCreate(value, UriKind.Absolute, out var uri) => options with { GatewayUri = uri },
        "--ports" when value.Split(',').Select(Number).ToArray() is [{ } cases, { } custody, { } trust, { } community, { } courts] =>
            options with { Ports = new SimulatorPorts { CaseSystem = cases, Custody = custody, Trust = trust, Community = community, Courts = courts } },
        _ => null,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
