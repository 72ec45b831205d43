using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary><c>:in</c>, <c>:not-in</c>, <c>:above</c>, <c>:below</c>: the stored system and code are one of those that the terminology listed for it.</summary>
/// <param name="Members">System (null where the set names none, which means any) and code in the form that is compared.</param>
public sealed record TokenSetTerm(IReadOnlySet<(string? System, string Key)> Members) : SearchTerm
{
    public override bool Matches(IndexValue value) =>
        value is TokenValue { Key: { } key } token && (Members.Contains((token.System, key)) || (token.System is not null && Members.Contains((null, key))));
}
