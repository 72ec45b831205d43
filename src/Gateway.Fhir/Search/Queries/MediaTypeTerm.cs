using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary><c>:below</c> with a media type (http://hl7.org/fhir/R4/search.html#mimetype): the stored one is equal, or has parameters after a semicolon.</summary>
/// <param name="Key">The media type in lower case, without parameters: <c>text/xml</c>.</param>
public sealed record MediaTypeTerm(string Key) : SearchTerm
{
    public override bool Matches(IndexValue value) => value is TokenValue { Key: { } key }
        && key.StartsWith(Key, StringComparison.Ordinal) && (key.Length == Key.Length || key[Key.Length] == ';');
}
