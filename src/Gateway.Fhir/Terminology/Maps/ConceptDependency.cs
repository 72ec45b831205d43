namespace Gateway.Fhir.Terminology.Maps;

/// <summary>A value of another element: one that a target depends on, or one that comes with it as a product.</summary>
/// <param name="Property">Which element or property.</param>
/// <param name="System">The system of the value; null where none is said.</param>
/// <param name="Value">The code or text.</param>
public sealed record ConceptDependency(string Property, string? System, string Value);
