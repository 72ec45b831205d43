using Gateway.EndToEnd.Tests.Data;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>A demo whose trust is asked in FHIR R4, and lets callers write allergies and statements of medication.</summary>
public sealed class WrittenDemo : IAsyncLifetime
{
    internal RunningDemo Demo { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var settings = RunningDemo.Patient();
        settings["Sources:trust:Trust:R4"] = "true";
        settings["Sources:trust:Trust:GpConnect"] = "false";
        settings["Sources:trust:Writes:0"] = "AllergyIntolerance";
        settings["Sources:trust:Writes:1"] = "MedicationStatement";
        Demo = await RunningDemo.StartAsync(o => o with { Settings = settings });
    }

    public async Task DisposeAsync() => await Demo.DisposeAsync();
}
