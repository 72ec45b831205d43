using Gateway.Simulators.Areas;

namespace Gateway.Simulators.People;

/// <summary>One of the population: who it is in truth, and to each system that knows it.</summary>
internal sealed record Person
{
    /// <summary>From 0; decides all else, with the seed.</summary>
    public required int Number { get; init; }

    public required Identity Truth { get; init; }

    /// <summary>M or F.</summary>
    public required string Sex { get; init; }

    /// <summary>Of the 18+1.</summary>
    public required string Ethnicity { get; init; }

    /// <summary>Null for no fixed abode.</summary>
    public PostalAddress? Address { get; init; }

    public string? Telephone { get; init; }

    public string? Mobile { get; init; }

    public string? Language { get; init; }

    public required Organisation Practice { get; init; }

    public required IReadOnlyList<Course> Courses { get; init; }

    public required IReadOnlyList<Allergy> Allergies { get; init; }

    public required IReadOnlyList<Problem> Problems { get; init; }

    public required IReadOnlyList<Need> Needs { get; init; }

    public Identity? InCaseSystem { get; init; }

    public Identity? InCustody { get; init; }

    public Identity? InTrust { get; init; }

    public Identity? InCommunity { get; init; }

    /// <summary>In the order of arrival.</summary>
    public IReadOnlyList<Stay> Stays { get; init; } = [];

    /// <summary>To the community provider.</summary>
    public Referral? Referral { get; init; }

    public bool IsMale => Sex == "M";
}
