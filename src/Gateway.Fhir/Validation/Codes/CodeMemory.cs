namespace Gateway.Fhir.Validation.Codes;

/// <summary>What a validator has found out about codes: the same few come in all content. Holds as long as its terminology, which does not change.</summary>
internal sealed class CodeMemory
{
    public ByteMemo<KnownMembership> Memberships { get; } = new();

    public ByteMemo<KnownCoding> Codings { get; } = new();
}
