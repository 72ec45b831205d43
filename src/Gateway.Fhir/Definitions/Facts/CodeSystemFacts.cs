namespace Gateway.Fhir.Definitions.Facts;

/// <summary>The codes of a code system, in its own order, each with the index of its parent (-1 at the top).</summary>
public sealed record CodeSystemFacts
{
    public required string Url { get; init; }
    public string Version { get; init; } = "";
    public bool IsCaseSensitive { get; init; }

    /// <summary>False when the resource holds only a part of its codes (content other than complete).</summary>
    public bool IsComplete { get; init; }
    public required IReadOnlyList<string> Codes { get; init; }
    public required IReadOnlyList<int> Parents { get; init; }
}
