namespace Gateway.Fhir.Outcomes;

/// <summary>What weights mean to a reader.</summary>
internal static class FaultWeights
{
    /// <summary>True when a fault of that weight lets the content be read.</summary>
    public static bool IsWarning(this FaultWeight weight, bool isTolerant) =>
        weight == FaultWeight.Warning || (weight == FaultWeight.Usual && isTolerant);
}
