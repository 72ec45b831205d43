using Gateway.Simulators.People;

namespace Gateway.Simulators.CaseSystem;

/// <summary>Makes the contacts of a person: one for each stay in custody, and some elsewhere.</summary>
internal static class ContactMaker
{
    private static readonly (string Team, string Setting)[] s_elsewhere =
    [
        ("street-triage", "street"), ("street-triage", "home"), ("street-triage", "hospital"), ("liaison-and-diversion", "court"),
        ("liaison-and-diversion", "community"), ("liaison-and-diversion", "telephone"), ("liaison-and-diversion", "video"),
    ];

    public static IReadOnlyList<Contact> Make(Person person, Population population)
    {
        var draw = Draw.For(population.Seed, person.Number, 5);
        // Whoever custody knows by no number that the case system has was never joined to a stay there.
        var stays = person.InCustody is null ? [] : person.Stays.Where(s => s.ReleasedAt is not null || s.RequestReference is not null).ToList();
        var inCustody = stays.Select(s =>
            (At: s.ArrivedAt.AddMinutes(draw.Between(20, 50)), Stay: (Stay?)s, Team: s.RequestReference is null ? "liaison-and-diversion" : "custody-healthcare", Setting: "custody"));
        var elsewhere = Enumerable.Range(0, draw.Between(stays.Count == 0 ? 1 : 0, 3)).Select(_ =>
        {
            var (team, setting) = draw.Of(s_elsewhere);
            return (At: population.Today.AddDays(-draw.Between(2, 1090)).AddMinutes(draw.Between(480, 1380)), Stay: (Stay?)null, Team: team, Setting: setting);
        });
        return
        [
            .. inCustody.Concat(elsewhere).OrderBy(c => c.At).Take(9).Select((c, i) =>
            {
                var wait = draw.Between(8, c.Setting == "custody" ? 75 : 45);
                return new Contact
                {
                    Person = person,
                    Index = i,
                    Team = c.Team,
                    Setting = c.Setting,
                    RequestedAt = c.At,
                    StartedAt = c.At.AddMinutes(wait),
                    EndedAt = c.At.AddMinutes(wait + draw.Between(15, 80)),
                    Worker = CaseWorker.Of(draw.Between(0, 19)),
                    Needs = c.Stay?.Needs ?? draw.Some(person.Needs, draw.Between(1, 3)),
                    Stay = c.Stay,
                };
            }),
        ];
    }
}
