using Gateway.Fhir.Search.Values;

namespace Gateway.Access.Consents;

/// <summary>A Consent (http://hl7.org/fhir/R4/consent.html) read once, to be asked often.</summary>
public sealed record ConsentRules
{
    /// <summary><c>Consent/id</c>, with <c>/_history/version</c> where it has one.</summary>
    public required string Address { get; init; }

    /// <summary>Whose consent it is; null for one that does not say so, which is nobody's.</summary>
    public PartyReference? Patient { get; init; }

    /// <summary>True for one that counts as everybody's, because nobody can tell whose it is.</summary>
    public bool IsOfAll { get; init; }

    /// <summary>Whose records it is about; those of all who are not named where none is.</summary>
    public IReadOnlyList<PartyReference> Custodians { get; init; } = [];

    /// <summary>True for status active and a scope of patient privacy.</summary>
    public bool IsInForce { get; init; }

    /// <summary>When it was given; null where it does not say so.</summary>
    public DateValue? Given { get; init; }

    /// <summary>What holds where no exception does; null where the consent says nothing that can be relied on, and <see cref="Fault"/> says why.</summary>
    public Effect? Base { get; init; }

    /// <summary>Why nothing may be released on the ground of this consent.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether it is under one of IHE's PCF profiles, in which nested permissions add to the root's and related data are those that refer to the named.</summary>
    public bool IsPcf { get; init; }

    /// <summary>The addresses of consents that it takes the place of.</summary>
    public IReadOnlyList<string> Supersedes { get; init; } = [];

    public required Provision Root { get; init; }
}
