using Gateway.Simulators.People;

namespace Gateway.Simulators;

/// <summary>Whom a test or the demo can ask about, by what is known of them.</summary>
public sealed class PopulationFacts
{
    private readonly Population _population;

    internal PopulationFacts(Population population) => _population = population;

    /// <summary>All, in an order that never changes.</summary>
    public IReadOnlyList<PersonFacts> People => [.. _population.People.Select(Facts)];

    /// <summary>Known to trust, case system and custody under one NHS number, with a medicine that is prescribed, declared in another dose, and given.</summary>
    public PersonFacts KnownEverywhere => At(Cast.KnownEverywhere);

    /// <summary>Referred to the community provider, which has not answered yet; with consent and a screen.</summary>
    public PersonFacts Referred => At(Cast.Referred);

    /// <summary>Known to case system and custody by PNC identifier; has no NHS number anywhere.</summary>
    public PersonFacts WithoutNhsNumber => At(Cast.WithoutNumber);

    /// <summary>In custody now, known everywhere, and no health request was made yet.</summary>
    public PersonFacts InCustody => At(Cast.InCustodyNow);

    /// <summary>Custody knows the PNC identifier alone; the case system has it beside the NHS number, by which the trust knows the person.</summary>
    public PersonFacts JoinedByCaseSystem => At(Cast.NumberInCaseSystemOnly);

    /// <summary>Known everywhere, and refuses that the community provider and the trust are told.</summary>
    public PersonFacts ConsentRefused => At(Cast.ConsentRefused);

    /// <summary>Custody has the right NHS number untraced, no other number, and 1 January for the date of birth: no link is certain.</summary>
    public PersonFacts Untraced => At(Cast.Untraced);

    /// <summary>Known to the trust and nobody else.</summary>
    public PersonFacts TrustOnly => At(Cast.TrustOnly);

    /// <summary>Known to custody and nobody else.</summary>
    public PersonFacts CustodyOnly => At(Cast.CustodyOnly);

    /// <summary>A valid NHS number that no system knows.</summary>
    public string UnknownNhsNumber { get; } = NhsNumbers.From(999_990_000);

    /// <summary>The numbers of all stays in custody, in the order of arrival.</summary>
    public IReadOnlyList<string> CustodyNumbers =>
        [.. _population.People.SelectMany(p => p.Stays).OrderBy(s => s.ArrivedAt).ThenBy(s => s.Number, StringComparer.Ordinal).Select(s => s.Number)];

    /// <summary>The person at a place of <see cref="People"/>.</summary>
    public PersonFacts At(int number) => Facts(_population.People[number]);

    private static PersonFacts Facts(Person person) => new()
    {
        Forename = person.Truth.Forenames[0],
        Surname = person.Truth.Surname,
        DateOfBirth = person.Truth.DateOfBirth,
        NhsNumber = person.Truth.NhsNumber,
        PncId = person.InCustody?.PncId ?? person.InCaseSystem?.PncId,
        CasePersonId = person.InCaseSystem?.Id,
        TrustPatientId = person.InTrust?.Id,
        CommunityClientRef = person.InCommunity?.Id,
        CustodyNhsNumber = person.InCustody?.NhsNumber,
        CustodyNumbers = [.. person.Stays.Select(s => s.Number)],
        IsInCustody = person.Stays.Any(s => s.ReleasedAt is null),
        ReferralId = person.Referral?.Id,
        Prescribed = person.InTrust is null ? [] : [.. person.Courses.Select(c => c.Medicine.Name)],
        Declared = [.. person.Stays.SelectMany(s => s.Medicines).Select(m => m.Name)],
    };
}
