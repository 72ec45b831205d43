namespace Gateway.Simulators.People;

/// <summary>The first of a population, whom tests and the demo ask for by what is known of them. The others are as chance made them.</summary>
internal static class Cast
{
    public const int KnownEverywhere = 0;
    public const int Referred = 1;
    public const int WithoutNumber = 2;
    public const int InCustodyNow = 3;
    public const int NumberInCaseSystemOnly = 4;
    public const int ConsentRefused = 5;
    public const int Untraced = 6;
    public const int TrustOnly = 7;
    public const int CustodyOnly = 8;
    public const int WithRestrictedAddress = 9;

    public const int Last = 9;

    public static bool Is(Person person) => person.Number <= Last;

    /// <summary>Gives the person the part that its number has.</summary>
    public static Person Shape(Person person, DateTimeOffset today)
    {
        if (!Is(person))
            return person;
        var (truth, number) = (person.Truth, person.Number);
        var health = truth with { PncId = null, CroNumber = null };
        var all = person with
        {
            Courses = Courses(person, DateOnly.FromDateTime(today.UtcDateTime).AddDays(-1100)),
            InCaseSystem = truth with { Id = $"P-{100_000 + number}", OtherSurname = null },
            InCustody = truth with { OtherSurname = null },
            InTrust = health with { Id = $"{200_000 + number}", OtherSurname = null },
            InCommunity = null,
        };
        return number switch
        {
            KnownEverywhere => all with { InCustody = Called(all.InCustody!) },
            Referred => all with { InCustody = null, InCaseSystem = health with { Id = all.InCaseSystem!.Id, OtherSurname = null } },
            WithoutNumber => all with
            {
                Truth = truth with { NhsNumber = null },
                InTrust = null,
                InCaseSystem = all.InCaseSystem! with { NhsNumber = null },
                InCustody = all.InCustody! with { NhsNumber = null },
            },
            NumberInCaseSystemOnly => all with { InCustody = all.InCustody! with { NhsNumber = null } },
            Untraced => all with { InCustody = all.InCustody! with { NhsStatus = "02", PncId = null, CroNumber = null, DateOfBirth = new DateOnly(truth.DateOfBirth.Year, 1, 1) } },
            TrustOnly => all with { InCustody = null, InCaseSystem = null },
            CustodyOnly => all with { InTrust = null, InCaseSystem = null },
            WithRestrictedAddress => all with { Address = null },
            _ => all,
        };
    }

    private static Identity Called(Identity identity) => IdentityMaker.Shorten(identity.Forenames) is { } shorter
        ? identity with { Forenames = shorter, OtherForename = identity.Forenames[0] }
        : identity with { Forenames = [identity.Forenames[0]] };

    /// <summary>The tale of the first journey needs a medicine that is prescribed before all stays, declared and given, and one that has ended.</summary>
    private static List<Course> Courses(Person person, DateOnly since) =>
    [
        new Course(Medicines.Sertraline, since, null, true),
        new Course(Medicines.Methadone, since.AddDays(3), null, true),
        new Course(Medicines.Diazepam, since.AddDays(1), since.AddDays(8), false),
        .. person.Courses.Where(c => c.Medicine != Medicines.Sertraline && c.Medicine != Medicines.Methadone && c.Medicine != Medicines.Diazepam),
    ];
}
