namespace Gateway.Fhir.Definitions.Facts;

/// <summary>A rule on an element: its key, whether breaking it is an error or a warning, and its FHIRPath expression (empty where the standard gives none).</summary>
public sealed record InvariantFacts(string Key, bool IsError, string Expression)
{
    /// <summary>What it says in words; empty for the standard's own types, whose prose is not kept.</summary>
    public string Human { get; init; } = "";
}
