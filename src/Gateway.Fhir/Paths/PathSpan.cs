namespace Gateway.Fhir.Paths;

/// <summary>An expression found in a longer text.</summary>
/// <param name="Expression">Its text on one line: without comments, spaces run together, and without brackets that enclose all of it.</param>
/// <param name="End">Where it ends, in characters of the whole text.</param>
/// <param name="Literal">The text of the string when the expression is a string literal and nothing else.</param>
public sealed record PathSpan(string Expression, int End, string? Literal);
