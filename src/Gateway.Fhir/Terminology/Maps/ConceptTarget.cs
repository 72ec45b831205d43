namespace Gateway.Fhir.Terminology.Maps;

/// <summary>A code that another is translated to.</summary>
public sealed record ConceptTarget(string? System, string Code, string? Display)
{
    /// <summary>How far it means the same (http://hl7.org/fhir/R4/valueset-concept-map-equivalence.html).</summary>
    public string Equivalence { get; init; } = "equivalent";

    /// <summary>What must hold besides, for the target to be the right one.</summary>
    public IReadOnlyList<ConceptDependency> DependsOn { get; init; } = [];

    /// <summary>What else comes of the translation.</summary>
    public IReadOnlyList<ConceptDependency> Products { get; init; } = [];

    /// <summary>False for a row that says what a code is not.</summary>
    public bool IsMatch => Equivalence is not ("unmatched" or "disjoint");
}
