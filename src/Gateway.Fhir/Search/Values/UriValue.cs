namespace Gateway.Fhir.Search.Values;

/// <summary>A URI, compared exactly.</summary>
/// <param name="Value">The URI, for canonicals without the version.</param>
/// <param name="Version">The version after the bar of a canonical; for the <c>url</c> of a conformance resource the resource's own version.</param>
public sealed record UriValue(string Value, string? Version) : IndexValue;
