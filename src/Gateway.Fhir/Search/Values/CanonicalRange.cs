namespace Gateway.Fhir.Search.Values;

/// <summary>
/// A range in UCUM base units, rounded to 12 significant digits on both sides of a comparison, so that 5.4 mg and 0.0054 g are the same number.
/// </summary>
/// <param name="Low">The lower end; negative infinity where there is none.</param>
/// <param name="High">The upper end; positive infinity where there is none.</param>
/// <param name="Unit">The base units as text in one fixed order: <c>g.m-3</c>.</param>
public sealed record CanonicalRange(double Low, double High, string Unit);
