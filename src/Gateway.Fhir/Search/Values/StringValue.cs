namespace Gateway.Fhir.Search.Values;

/// <summary>A text. HumanName and Address give one value for each of their parts; a family name of several words one more for each further word.</summary>
/// <param name="Folded">Without case, accents and punctuation (<see cref="FoldedText"/>).</param>
/// <param name="Exact">As it is in the resource; null for the further words of a family name, which <c>:exact</c> does not look at.</param>
public sealed record StringValue(string Folded, string? Exact) : IndexValue;
