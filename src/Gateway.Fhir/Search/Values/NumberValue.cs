namespace Gateway.Fhir.Search.Values;

/// <summary>
/// A number, or a range of them; both ends belong to it. A number is a point: how precisely it was written plays no part, only how precisely
/// the searched one was ("values in the range [99.5 ... 100.5)", http://hl7.org/fhir/R4/search.html#number).
/// </summary>
/// <param name="Low">The lower end; <see cref="decimal.MinValue"/> where there is none.</param>
/// <param name="High">The upper end; <see cref="decimal.MaxValue"/> where there is none.</param>
public sealed record NumberValue(decimal Low, decimal High) : IndexValue;
