using Gateway.Fhir.Elements;

namespace Gateway.Sources;

/// <summary>A change that a source is to make.</summary>
public sealed record SourceChange
{
    public required string Type { get; init; }

    /// <summary>The record to change; null for a new one.</summary>
    public string? Locator { get; init; }

    /// <summary>A resource, or a Bundle of resources, in R4.</summary>
    public required Element Content { get; init; }

    /// <summary>By this the source knows a repetition.</summary>
    public required string Key { get; init; }

    /// <summary>The version that is changed; null to change whatever there is.</summary>
    public string? Version { get; init; }
}
