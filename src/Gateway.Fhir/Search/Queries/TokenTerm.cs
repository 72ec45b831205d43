using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// <c>code</c>, <c>system|code</c>, <c>|code</c>, <c>system|</c> (http://hl7.org/fhir/R4/search.html#token): the <see cref="TokenValue.Key"/> is equal,
/// and the system as <see cref="Rule"/> has it.
/// </summary>
/// <param name="Key">The code in the form that is compared; null for <c>system|</c>, which any code fits.</param>
public sealed record TokenTerm(SystemRule Rule, string? System, string? Key) : SearchTerm
{
    public override bool Matches(IndexValue value) => value is TokenValue token && Matches(token);

    internal bool Matches(TokenValue token) => (Key is null ? token.System is not null : Key == token.Key) && Rule switch
    {
        SystemRule.Any => true,
        SystemRule.None => token.System is null || token.IsSystemImplied,
        _ => token.System == System,
    };
}
