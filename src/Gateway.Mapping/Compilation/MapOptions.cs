using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation;

/// <summary>What a run of a map is given besides the record.</summary>
public sealed record MapOptions
{
    public static MapOptions Default { get; } = new();

    /// <summary>The clock that expressions ask.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where <c>uuid()</c> and the ids of new resources come from.</summary>
    public Func<Guid> NewId { get; init; } = Guid.NewGuid;

    /// <summary>How <c>resolve()</c> finds what the record refers to and does not hold.</summary>
    public Func<string, Element>? Resolve { get; init; }

    /// <summary>Where the record came from, which each resource then says in <c>meta.source</c>, beside the map that made it; null leaves resources as the map made them.</summary>
    public MapOrigin? Origin { get; init; }

    /// <summary>Is told what happens, for reports; null costs nothing.</summary>
    public MapRecorder? Recorder { get; init; }

    /// <summary>The most matches of rules in one record.</summary>
    public long MaxSteps { get; init; } = 20_000_000;

    /// <summary>The most faults that are kept of one record.</summary>
    public int MaxFaults { get; init; } = 1000;
}
