using Gateway.Simulators.Areas;

namespace Gateway.Simulators.People;

/// <summary>Makes the stays in custody of a person over three years.</summary>
internal sealed class StayMaker(Area area, int seed, DateTimeOffset today)
{
    /// <summary>One in so many of those known to custody is there now.</summary>
    private const int StillThere = 57;

    private static readonly string[] s_disposals =
    [
        "charged", "charged-and-bailed", "remanded", "bailed", "released-under-investigation", "no-further-action", "caution", "conditional-caution", "community-resolution",
        "penalty-notice", "recalled",
    ];

    private static readonly string[] s_levels = ["1", "1", "1", "2", "2", "3", "4"];

    public IReadOnlyList<Stay> Make(Person person)
    {
        var draw = Draw.For(seed, person.Number, 3);
        var isThere = person.Number == Cast.InCustodyNow || (!Cast.Is(person) && person.Number % StillThere == 5);
        var count = Cast.Is(person) ? 2 : draw.Between(1, 4);
        var days = Enumerable.Range(0, count).Select(_ => draw.Between(3, 1090)).Distinct().OrderDescending().ToList();
        var arrivals = days.Select(d => today.AddDays(-d).AddMinutes(draw.Between(0, 1439))).ToList();
        if (isThere)
            arrivals.Add(today.AddMinutes(-draw.Between(60, 540)));
        return [.. arrivals.Select((arrived, i) => Stay(person, i, arrived, isThere && i == arrivals.Count - 1, draw))];
    }

    private Stay Stay(Person person, int index, DateTimeOffset arrived, bool isOpen, Draw draw)
    {
        var suite = draw.Of(area.Suites);
        var serial = 1000 + (person.Number * 6) + index;
        var year = BritishTime.Local(arrived).Year;
        var disposal = isOpen ? null : draw.Of(s_disposals);
        var isAsked = person.Number == Cast.KnownEverywhere || (person.Number != Cast.InCustodyNow && draw.Chance(60));
        return new Stay
        {
            Number = $"{suite.Code}/{year}/{serial:D6}",
            SummonsNumber = PoliceNumbers.Asn(year, suite.Code, serial),
            Suite = suite,
            ArrivedAt = arrived,
            ReleasedAt = isOpen ? null : arrived.AddMinutes(draw.Between(240, 1300)),
            Officer = draw.Of(Names.Officers),
            Offences = draw.Some(Offence.All, draw.Between(1, 2)),
            Needs = draw.Some(person.Needs, draw.Between(1, 4)),
            Medicines = [.. person.Courses.SelectMany(c => Declared(c, person, arrived, draw))],
            ObservationLevel = draw.Of(s_levels),
            LegalStatus = draw.Chance(6) ? "s136" : "pace",
            RequestReference = isAsked ? $"HCR-{year}-{serial:D6}" : null,
            Disposal = disposal,
            Destination = disposal is null ? null : Destination(disposal, person, draw),
        };
    }

    private static string Destination(string disposal, Person person, Draw draw) =>
        disposal switch { "remanded" => "court", "recalled" => "prison", _ => person.Address is null ? "no-fixed-abode" : draw.Chance(5) ? "hospital" : "home" };

    /// <summary>People name most of what they take, not always as it is prescribed.</summary>
    private static IEnumerable<Declared> Declared(Course course, Person person, DateTimeOffset arrived, Draw draw)
    {
        var medicine = course.Medicine;
        var isTaken = course.Since <= BritishTime.Day(arrived) && (course.Until is null || course.Until > BritishTime.Day(arrived));
        if (Cast.Is(person) ? !course.IsCurrent : !isTaken || draw.Chance(25))
            yield break;
        var isVague = !Cast.Is(person) && draw.Chance(30);
        var isOther = Cast.Is(person) ? medicine == Medicines.Sertraline : draw.Chance(20);
        var status = Cast.Is(person) || draw.Chance(80) ? "current" : draw.Of<string>(["not-taking", "paused", "unknown", "stopped"]);
        var last = arrived.AddMinutes(-draw.Between(120, 2000));
        yield return new Declared(
            isVague ? medicine.Word : medicine.Name,
            isVague ? null : medicine.Code,
            isOther ? medicine.OtherDose : medicine.Dose,
            isVague ? null : medicine.Frequency,
            isVague ? null : medicine.Route,
            status,
            status == "current" ? last : null,
            status == "current" && !isVague ? last.AddHours(24) : null);
    }
}
