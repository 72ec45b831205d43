using System.Diagnostics;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Federation;
using Gateway.Simulators.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Faults;

/// <summary>A demo whose breakers never open and whose sources are asked again at once, with what it answers in health.</summary>
public sealed class FaultyDemo : IAsyncLifetime
{
    /// <summary>What is searched: what custody and trust hold, what all three hold.</summary>
    internal static readonly IReadOnlyList<string> Types = ["MedicationStatement", "Patient"];

    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(250);

    internal RunningDemo Demo { get; private set; } = null!;

    /// <summary>The answers when nothing is wrong, by type.</summary>
    internal Dictionary<string, Seen> Healthy { get; } = [];

    /// <summary>A deadline that a healthy source keeps on this machine today.</summary>
    internal TimeSpan Deadline { get; private set; }

    public async Task InitializeAsync()
    {
        var settings = RunningDemo.Patient();
        foreach (var source in FaultCase.Systems.Where(s => s != "courts"))
        {
            settings[$"Sources:{source}:Limits:BreakerCalls"] = "100000";
            settings[$"Sources:{source}:Limits:RetryDelay"] = "00:00:00.001";
            settings[$"Sources:{source}:Limits:LongestPause"] = "00:00:00";
        }

        Demo = await RunningDemo.StartAsync(o => o with { Settings = settings });

        // Custody can be asked once the case system's feed has said by which number custody knows the person.
        foreach (var type in Types)
            Healthy[type] = await Patience.UntilAsync(() => SearchAsync(type), s => s.Total is not null && s.States.Values.All(v => v == "answered"));
        var started = Stopwatch.GetTimestamp();
        foreach (var type in Types)
            await SearchAsync(type);
        Deadline = TimeSpan.FromTicks(Math.Max(s_shortest.Ticks, Stopwatch.GetElapsedTime(started).Ticks * 3));
    }

    public async Task DisposeAsync() => await Demo.DisposeAsync();

    /// <summary>How long sources are given; from now on.</summary>
    internal void Give(TimeSpan deadline) => Demo.Gateway.Services.GetRequiredService<FederationOptions>().Deadline = deadline;

    /// <summary>Sets these faults and puts all others right.</summary>
    internal void Set(params FaultCase[] cases)
    {
        Demo.Systems.Faults.Clear();
        foreach (var one in cases)
            Switch(one.System).Set(one.Fault);
    }

    internal FaultSwitch Switch(string system) => Demo.Systems.Faults.All[FaultCase.Systems.ToList().IndexOf(system)];

    /// <summary>Asks of the person whom all know.</summary>
    internal async Task<Seen> SearchAsync(string type, bool isStrict = false)
    {
        var parameter = type == "Patient" ? "identifier" : "patient.identifier";
        var started = Stopwatch.GetTimestamp();
        var answer = await Demo.SearchAsync($"{type}?{parameter}={RunningDemo.Escaped(RunningDemo.Nhs, Demo.People.KnownEverywhere.NhsNumber!)}", isStrict: isStrict);
        return Seen.Of(type, answer, Stopwatch.GetElapsedTime(started));
    }
}
