using Gateway.Simulators.People;

namespace Gateway.Simulators.CaseSystem;

/// <summary>Dates at court of people who were charged.</summary>
internal static class CourtDateRecords
{
    private static readonly string[] s_past = ["heard", "heard", "heard", "adjourned", "not-attended", "vacated"];

    public static IEnumerable<CaseRecord> Of(Contact contact, Population population, Draw draw)
    {
        if (contact.Stay is not { IsCharged: true } stay)
            yield break;
        var starts = new DateTimeOffset(BritishTime.Day(stay.ReleasedAt!.Value).AddDays(draw.Between(1, 60)), new TimeOnly(draw.Between(10, 14), 0), TimeSpan.Zero);
        yield return CaseSeed.Record(CaseKind.CourtDates, $"D-{contact.Key}", starts < population.Today ? starts : contact.EndedAt, new
        {
            personId = contact.PersonId,
            caseReference = stay.CaseReference,
            court = new { code = population.Area.Court.Code, name = population.Area.Court.Name },
            startsAt = BritishTime.Text(starts),
            endsAt = draw.Chance(50) ? BritishTime.Text(starts.AddMinutes(90)) : null,
            status = starts < population.Today ? draw.Of(s_past) : "listed",
            worker = contact.Worker,
            hearingType = "First hearing",
        });
    }
}
