namespace Gateway.Simulators;

/// <summary>Who a person of the population is, to the systems that know it; null where one does not.</summary>
public sealed record PersonFacts
{
    public required string Forename { get; init; }

    public required string Surname { get; init; }

    public required DateOnly DateOfBirth { get; init; }

    /// <summary>The true one, whether or not any system has it.</summary>
    public string? NhsNumber { get; init; }

    public string? PncId { get; init; }

    /// <summary>The case system's number.</summary>
    public string? CasePersonId { get; init; }

    /// <summary>The id of the trust's Patient.</summary>
    public string? TrustPatientId { get; init; }

    /// <summary>The community provider's number.</summary>
    public string? CommunityClientRef { get; init; }

    /// <summary>The NHS number as custody has it.</summary>
    public string? CustodyNhsNumber { get; init; }

    /// <summary>All stays, in the order of arrival.</summary>
    public IReadOnlyList<string> CustodyNumbers { get; init; } = [];

    /// <summary>Whether the person is in custody now.</summary>
    public bool IsInCustody { get; init; }

    /// <summary>The case system's number of the referral to the community provider.</summary>
    public string? ReferralId { get; init; }

    /// <summary>Medicines that the trust prescribes or prescribed.</summary>
    public IReadOnlyList<string> Prescribed { get; init; } = [];

    /// <summary>Medicines that were named in custody, once for each stay.</summary>
    public IReadOnlyList<string> Declared { get; init; } = [];
}
