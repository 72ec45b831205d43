using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary><c>:text</c> on a token: <see cref="TokenValue.Text"/> starts with the searched text, both folded, "as a normal string search".</summary>
public sealed record TokenTextTerm(string Folded) : SearchTerm
{
    public override bool Matches(IndexValue value) => value is TokenValue { Text: { } text } && text.StartsWith(Folded, StringComparison.Ordinal);
}
