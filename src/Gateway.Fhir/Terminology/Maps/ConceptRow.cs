namespace Gateway.Fhir.Terminology.Maps;

/// <summary>A code of a ConceptMap and what it becomes.</summary>
/// <param name="ConceptMap">The ConceptMap's URL.</param>
/// <param name="System">The system of the code; null when the ConceptMap says none.</param>
/// <param name="Code">The code.</param>
/// <param name="Targets">All that the row names; those that are no match say what the code is not.</param>
public sealed record ConceptRow(string ConceptMap, string? System, string Code, IReadOnlyList<ConceptTarget> Targets)
{
    /// <summary>What the code becomes where nothing more is asked: the first match that depends on nothing else; null when it has none.</summary>
    public ConceptTarget? Target { get; } = Targets.FirstOrDefault(t => t.IsMatch && t.DependsOn.Count == 0);

    public bool Equals(ConceptRow? other) =>
        other is not null && Code == other.Code && System == other.System && ConceptMap == other.ConceptMap && Targets.SequenceEqual(other.Targets);

    public override int GetHashCode() => HashCode.Combine(ConceptMap, System, Code);
}
