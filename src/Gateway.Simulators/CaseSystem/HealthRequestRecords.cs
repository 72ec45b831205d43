using Gateway.Simulators.People;

namespace Gateway.Simulators.CaseSystem;

/// <summary>Health requests of the police that were answered, and those that wait.</summary>
internal static class HealthRequestRecords
{
    public static IEnumerable<CaseRecord> Of(Contact contact, Population population, Draw draw)
    {
        if (contact.Stay is not { RequestReference: { } reference } stay)
            yield break;
        var request = Request(contact, stay, reference, population, draw);
        var record = CaseSeed.Record(CaseKind.HealthRequests, $"H-{contact.Key}", contact.RequestedAt, request);
        if (stay.ReleasedAt is null)
        {
            yield return record;
            yield break;
        }

        var moved = record.Content();
        foreach (var (step, at) in new[] { ("accept", contact.RequestedAt.AddMinutes(4)), ("attend", contact.StartedAt), ("complete", contact.EndedAt) })
            moved = HealthRequestStep.Find(step)!.Apply(moved, [], at);
        yield return CaseRecord.Of(CaseKind.HealthRequests, record.Id, 4, contact.EndedAt, moved);
    }

    private static object Request(Contact contact, Stay stay, string reference, Population population, Draw draw)
    {
        var (area, identity) = (population.Area, contact.Person.InCustody!);
        return new
        {
            reference,
            custodyNumber = stay.Number,
            personId = contact.PersonId,
            person = new
            {
                nhsNumber = identity.NhsNumber,
                nhsNumberStatus = identity.NhsNumber is null ? null : identity.NhsStatus,
                pncId = identity.PncId,
                croNumber = identity.CroNumber,
                forenames = identity.Forenames,
                surname = identity.Surname,
                dateOfBirth = BritishTime.Text(identity.DateOfBirth),
                sex = contact.Person.Sex,
            },
            force = area.Force,
            suite = stay.Suite,
            requestedBy = new { number = $"7{stay.Number[^4..]}", rank = "Sergeant", name = stay.Officer, role = "Custody officer", telephone = stay.Suite.Telephone },
            provider = area.Service,
            raisedAt = BritishTime.Text(contact.RequestedAt),
            dueBy = BritishTime.Text(contact.RequestedAt.AddMinutes(60)),
            urgency = draw.Chance(20) ? "emergency" : draw.Chance(50) ? "urgent" : "routine",
            reasons = new[] { "fitness-to-detain", stay.Medicines.Count > 0 ? "medication" : "mental-health" },
            details = "Quiet since arrival. Asks for a nurse.",
            legalStatus = stay.LegalStatus,
            observationLevel = stay.ObservationLevel,
            risks = stay.Needs.Select(n => new { code = n.Code, detail = n.Detail, identifiedAt = BritishTime.Text(stay.ArrivedAt.AddMinutes(20)) }),
            medications = stay.Medicines.Select(m => new
            {
                name = m.Name,
                dmdCode = m.Code,
                dose = m.Dose,
                frequency = m.Frequency,
                route = m.Route,
                status = m.Status,
                lastTaken = m.LastTaken is { } taken ? BritishTime.Text(taken) : null,
                nextDue = m.NextDue is { } due ? BritishTime.Text(due) : null,
            }),
            status = "received",
            statusAt = BritishTime.Text(contact.RequestedAt.AddMinutes(1)),
        };
    }
}
