namespace Gateway.Fhir.Terminology.Expansion;

/// <summary>A member of a value set.</summary>
public sealed record ExpandedConcept(string System, string Code)
{
    /// <summary>The version of the system; empty where none is known.</summary>
    public string Version { get; init; } = "";

    public string Display { get; init; } = "";

    public bool IsAbstract { get; init; }

    public bool IsInactive { get; init; }
}
