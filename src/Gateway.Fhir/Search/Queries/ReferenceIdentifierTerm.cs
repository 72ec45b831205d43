using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary><c>:identifier</c>: the Reference's own identifier, compared as a token.</summary>
public sealed record ReferenceIdentifierTerm(TokenTerm Identifier) : SearchTerm
{
    public override bool Matches(IndexValue value) => value is ReferenceValue { Identifier: { } token } && Identifier.Matches(token);
}
