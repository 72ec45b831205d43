using Gateway.Simulators.Areas;

namespace Gateway.Simulators.People;

/// <summary>Makes the people of a population, each from the seed and its number alone.</summary>
internal sealed class PersonMaker(Area area, int seed, DateTimeOffset today)
{
    private const int FirstNumber = 999_100_000;
    private static readonly string[] s_ethnicities = ["W1", "W1", "W1", "W1", "W1", "W2", "W3", "W9", "M1", "M2", "M3", "A1", "A2", "A3", "A9", "B1", "B2", "B9", "O2", "O9", "NS"];
    private static readonly string[] s_languages = ["pl", "ro", "ar", "so"];
    private readonly StayMaker _stays = new(area, seed, today);

    public Person Make(int number)
    {
        var draw = Draw.For(seed, number, 1);
        var isMale = draw.Chance(78);
        var truth = Truth(number, isMale, draw);
        var address = draw.Chance(9) ? null : Address(draw);
        var person = new Person
        {
            Number = number,
            Truth = truth,
            Sex = isMale ? "M" : "F",
            Ethnicity = draw.Of(s_ethnicities),
            Address = address,
            Telephone = address is not null && draw.Chance(30) ? $"01632 96{number % 10000:D4}" : null,
            Mobile = draw.Chance(70) ? $"07700 900{number % 1000:D3}" : null,
            Language = draw.Chance(6) ? draw.Of(s_languages) : null,
            Practice = draw.Of(area.Practices),
            Courses = Courses(draw),
            Allergies = draw.Some(Allergy.All, draw.Chance(25) ? 1 : 0),
            Problems = draw.Some(Problem.All, draw.Between(0, 3)),
            Needs = draw.Some(Need.All, draw.Between(1, 4)),
        };
        var known = WithStays(Cast.Shape(Known(person, Draw.For(seed, number, 2)), today));
        return known with { Referral = ReferralMaker.Make(known, seed, today) };
    }

    private Identity Truth(int number, bool isMale, Draw draw)
    {
        var (first, second) = (draw.Of(isMale ? Names.Men : Names.Women), draw.Of(isMale ? Names.Men : Names.Women));
        var surname = draw.Of(Names.Surnames);
        var born = DateOnly.FromDateTime(today.UtcDateTime).AddDays(-draw.Between(18 * 366, 64 * 365));
        var year = Math.Max(born.Year + 10, today.Year - draw.Between(4, 20));
        return new Identity
        {
            Forenames = first == second || draw.Chance(50) ? [first] : [first, second],
            Surname = surname,
            OtherSurname = !isMale && draw.Chance(60) ? draw.Of(Names.Surnames) : null,
            DateOfBirth = born,
            NhsNumber = number > Cast.Last && draw.Chance(5) ? null : NhsNumbers.From(FirstNumber + (number * 61)),
            PncId = PoliceNumbers.Pnc(year, 100_000 + (number * 13)),
            CroNumber = draw.Chance(40) ? PoliceNumbers.Cro(year, 10_000 + (number * 7)) : null,
        };
    }

    private PostalAddress Address(Draw draw)
    {
        var town = draw.Of(area.Towns);
        var flat = draw.Chance(30) ? $"Flat {draw.Between(1, 24)}" : null;
        return new PostalAddress(flat, $"{draw.Between(1, 140)} {draw.Of(area.Streets)}", town.Name, area.County, $"{town.Postcode} {draw.Between(1, 9)}Z{"ABDEFGH"[draw.Between(0, 6)]}");
    }

    private List<Course> Courses(Draw draw)
    {
        var day = DateOnly.FromDateTime(today.UtcDateTime);
        var courses = new List<Course>();
        foreach (var medicine in draw.Some(Medicines.All, draw.Between(0, 4)))
        {
            var since = day.AddDays(-draw.Between(20, 1090));
            DateOnly? until = draw.Chance(35) ? since.AddDays(draw.Between(5, Math.Max(6, day.DayNumber - since.DayNumber - 1))) : null;
            courses.Add(new Course(medicine, since, until < day ? until : null, draw.Chance(70)));
        }

        return courses;
    }

    private Person Known(Person person, Draw draw)
    {
        var (truth, number) = (person.Truth, person.Number);
        var inCustody = draw.Chance(60);
        var inCase = draw.Chance(inCustody ? 80 : 65);
        var (police, health) = (truth, truth with { PncId = null, CroNumber = null });
        return person with
        {
            InCustody = inCustody ? IdentityMaker.Make(police, "", IdentityHabits.Custody, draw) : null,
            InCaseSystem = inCase ? IdentityMaker.Make(inCustody ? police : health, $"P-{100_000 + number}", IdentityHabits.CaseSystem, draw) : null,
            InTrust = truth.NhsNumber is not null && draw.Chance(inCase || inCustody ? 62 : 100) ? IdentityMaker.Make(health, $"{200_000 + number}", IdentityHabits.Trust, draw) : null,
            InCommunity = inCase && draw.Chance(35) ? IdentityMaker.Make(health, $"{area.Community.ServiceCode}-{1000 + number}", IdentityHabits.Community, draw) : null,
        };
    }

    private Person WithStays(Person person) => person.InCustody is null ? person : person with { Stays = _stays.Make(person) };
}
