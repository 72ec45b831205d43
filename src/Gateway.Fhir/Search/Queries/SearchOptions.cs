namespace Gateway.Fhir.Search.Queries;

/// <summary>How a query is read.</summary>
public sealed record SearchOptions
{
    public static SearchOptions Default { get; } = new();

    /// <summary>Refuses parameters that are not known, in place of leaving them out with a warning (<c>Prefer: handling=strict</c>).</summary>
    public bool IsStrict { get; init; }

    public SearchLimits Limits { get; init; } = SearchLimits.Default;

    /// <summary>What is asked about value sets and hierarchies; without it the modifiers that need them are refused.</summary>
    public SearchTerminology Terminology { get; init; } = new();

    /// <summary>The clock that <c>ap</c> measures dates by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The compartment to search in (<c>Patient/1/Observation?…</c>), or null.</summary>
    public (string Type, string Id)? Compartment { get; init; }
}
