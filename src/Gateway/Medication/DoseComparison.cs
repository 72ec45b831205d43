namespace Gateway.Medication;

/// <summary>How two doses compare.</summary>
internal enum DoseComparison
{
    Same,
    Differs,

    /// <summary>The words do not tell.</summary>
    Unclear,
}
