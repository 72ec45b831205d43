using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>A text that is searched for.</summary>
/// <param name="Text">Folded (<see cref="FoldedText"/>), but as it is for <see cref="StringMatch.Exact"/>.</param>
public sealed record StringTerm(StringMatch Match, string Text) : SearchTerm
{
    public override bool Matches(IndexValue value) => value is StringValue text && Match switch
    {
        StringMatch.Start => text.Folded.StartsWith(Text, StringComparison.Ordinal),
        StringMatch.Contains => text.Folded.Contains(Text, StringComparison.Ordinal),
        _ => text.Exact == Text,
    };
}
