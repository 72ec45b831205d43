using Gateway.Areas;
using Gateway.Demo;
using Gateway.Demo.Journeys;
using Gateway.Hosting;

namespace Gateway.Commands;

/// <summary><c>gateway demo --check</c>: plays the journeys and says how each step went.</summary>
internal static class DemoCheck
{
    // Nothing is logged, and a machine that is busy with other things has time.
    private static readonly Dictionary<string, string?> s_settings = new()
    {
        ["Logging:LogLevel:Default"] = "None",
        ["Federation:Deadline"] = "00:00:20",
        ["Sources:case-system:Limits:Timeout"] = "00:00:15",
        ["Sources:case-system:Limits:AttemptTimeout"] = "00:00:14",
        ["Sources:custody:Limits:Timeout"] = "00:00:15",
        ["Sources:custody:Limits:AttemptTimeout"] = "00:00:14",
        ["Sources:trust:Limits:Timeout"] = "00:00:15",
        ["Sources:trust:Limits:AttemptTimeout"] = "00:00:14",
    };

    public static async Task<int> RunAsync(Terminal terminal, string area, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("gateway-demo-").FullName;
        try
        {
            terminal.Out.WriteLine($"Starting the gateway and the outside systems of {area} …");
            terminal.Out.Flush();
            await using var demo = await DemoGateway.StartAsync(new DemoOptions { Area = area, Data = data, IsAutomatic = false, Settings = s_settings }, cancellation);
            var failed = 0;
            foreach (var journey in Journey.All)
            {
                terminal.Out.WriteLine(journey.Title);
                var steps = await journey.RunAsync(demo, step => Tell(terminal, step), cancellation);
                failed += steps.Count(s => !s.IsDone);
            }

            terminal.Out.WriteLine(failed == 0 ? $"All {Journey.All.Count} journeys ended as told." : $"{failed} of {Journey.All.Count} journeys did not end as told.");
            return failed == 0 ? CommandLine.Done : CommandLine.ContentFaults;
        }
        catch (Exception e) when (e is StartException or AreaFaultsException or IOException)
        {
            return terminal.Refuse("gateway", $" {e.Message}");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static void Tell(Terminal terminal, JourneyStep step)
    {
        terminal.Out.WriteLine($"  {(step.IsDone ? "ok  " : "FAIL")} {step.Title}{(step.Fault is { } fault ? $": {fault}" : "")}");
        terminal.Out.Flush();
    }
}
