using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>A URI that is searched for; character by character, case and escapes included.</summary>
/// <param name="Version">The version after a bar; null when none was given, which any version fits.</param>
public sealed record UriTerm(UriMatch Match, string Value, string? Version) : SearchTerm
{
    public override bool Matches(IndexValue value) => value is UriValue uri && (Version is null || uri.Version == Version) && Match switch
    {
        UriMatch.Exact => uri.Value == Value,
        UriMatch.Below => uri.Value.StartsWith(Value, StringComparison.Ordinal),
        _ => Value.StartsWith(uri.Value, StringComparison.Ordinal),
    };
}
