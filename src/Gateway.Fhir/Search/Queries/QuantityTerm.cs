using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// <c>number</c>, <c>number|system|code</c>, <c>number||code</c> (http://hl7.org/fhir/R4/search.html#quantity). A stored value matches when its numbers compare as
/// <see cref="Number"/> says and its unit is the one asked for: the system as <see cref="Rule"/> has it, the code equal to <see cref="Code"/> or the
/// shown unit to <see cref="Unit"/>. Where that does not hold, a value that is known in UCUM base units matches by <see cref="Canonical"/>.
/// </summary>
public sealed record QuantityTerm(NumberTerm Number, SystemRule Rule, string? System, string? Code) : SearchTerm
{
    /// <summary>The code in lower case, which the unit as it is shown may equal; null when any unit will do.</summary>
    public string? Unit { get; init; }

    /// <summary>The same in UCUM base units, where the system is UCUM and the code is known.</summary>
    public CanonicalTerm? Canonical { get; init; }

    public override bool Matches(IndexValue value) => value is QuantityValue quantity
        && (HasUnit(quantity) ? Number.Matches(quantity.Low, quantity.High) : Canonical is not null && quantity.Canonical is { } canonical && Canonical.Matches(canonical));

    private bool HasUnit(QuantityValue quantity) => (Rule != SystemRule.Given || quantity.System == System)
        && (Code is null || quantity.Code == Code || quantity.Unit == Unit);
}
