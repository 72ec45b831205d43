namespace Gateway.Fhir.Outcomes;

/// <summary>Whether a fault keeps content from being read.</summary>
internal enum FaultWeight
{
    /// <summary>An error when reading strictly, a warning when reading tolerantly.</summary>
    Usual,
    Warning,
    Error,
}
