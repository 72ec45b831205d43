using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary><c>:of-type</c>: <c>system|code|value</c>, where system and code are those of the Identifier's type and all three are equal.</summary>
public sealed record TokenTypeTerm(string TypeSystem, string TypeCode, string Key) : SearchTerm
{
    public override bool Matches(IndexValue value) =>
        value is TokenValue token && token.Key == Key && token.TypeCode == TypeCode && token.TypeSystem == TypeSystem;
}
