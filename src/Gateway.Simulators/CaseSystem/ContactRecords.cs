using Gateway.Simulators.People;

namespace Gateway.Simulators.CaseSystem;

/// <summary>What a contact leaves behind: the episode, the risks that were found, the screen.</summary>
internal static class ContactRecords
{
    public static CaseRecord Episode(Contact contact, Population population, Draw draw)
    {
        var area = population.Area;
        var isHeld = contact.Stay?.LegalStatus == "s136" || (contact.Team == "street-triage" && draw.Chance(20));
        return CaseSeed.Record(CaseKind.Episodes, contact.EpisodeId, contact.EndedAt, new
        {
            personId = contact.PersonId,
            team = contact.Team,
            area = draw.Of(area.Parts),
            setting = contact.Setting,
            status = "closed",
            requestedAt = BritishTime.Text(contact.RequestedAt),
            startedAt = BritishTime.Text(contact.StartedAt),
            endedAt = BritishTime.Text(contact.EndedAt),
            healthRequestId = contact.Stay?.RequestReference,
            custodyNumber = contact.Stay?.Number,
            legalStatus = isHeld ? "s136" : contact.Stay?.LegalStatus,
            worker = contact.Worker,
            provider = area.Service,
            location = contact.Stay is { } stay ? new { code = stay.Suite.Code, name = stay.Suite.Name } : null,
            needs = contact.Needs.Select(n => n.Code),
            outcomes = contact.Setting switch
            {
                "street" or "home" => isHeld ? ["s136-used"] : new[] { "s136-avoided", "ae-avoided" },
                "hospital" => ["ae-attended", "care-provider-liaison"],
                _ => draw.Chance(40) ? ["referred"] : draw.Chance(20) ? ["assessment-declined"] : ["advice-given"],
            },
            staffNote = draw.Chance(30) ? "Called back at once" : null,
        });
    }

    public static IEnumerable<CaseRecord> Risks(Contact contact) => contact.Needs.Select((need, i) => CaseSeed.Record(CaseKind.Risks, $"K-{contact.Key}{i}", contact.EndedAt, new
    {
        personId = contact.PersonId,
        episodeId = contact.EpisodeId,
        type = need.Code,
        level = need.Code is "suicide" or "self-harm" or "violence" ? "high" : need.Code is "veteran" or "first-time-in-custody" ? "low" : "medium",
        status = i == 2 ? "closed" : "open",
        identifiedOn = BritishTime.Text(BritishTime.Day(contact.StartedAt)),
        closedOn = i == 2 ? BritishTime.Text(BritishTime.Day(contact.EndedAt)) : null,
        identifiedBy = contact.Worker,
        detail = need.Detail,
    }));

    public static IEnumerable<CaseRecord> Screen(Contact contact, Draw draw)
    {
        if (!Cast.Is(contact.Person) && draw.Chance(45))
            yield break;
        yield return CaseSeed.Record(CaseKind.Answers, $"A-{contact.Key}", contact.EndedAt, new
        {
            personId = contact.PersonId,
            episodeId = contact.EpisodeId,
            form = "ld-screen",
            formVersion = "2.1",
            status = "complete",
            completedAt = BritishTime.Text(contact.EndedAt),
            completedBy = contact.Worker,
            sections = ScreenForm.Sections(contact.Needs, draw),
        });
    }
}
