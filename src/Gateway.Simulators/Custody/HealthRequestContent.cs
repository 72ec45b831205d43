using System.Text.Json.Nodes;
using Gateway.Simulators.Areas;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.Custody;

/// <summary>A health request as custody raises it.</summary>
internal static class HealthRequestContent
{
    public static JsonObject Of(Person person, Stay stay, Area area, string reference, string urgency, IReadOnlyList<string> reasons, DateTimeOffset now) => Json.Node(new
    {
        requestReference = reference,
        raised = BritishTime.Text(now),
        urgency,
        force = area.Force,
        suite = stay.Suite,
        requester = new { number = $"7{stay.Number[^4..]}", rank = "Sergeant", name = stay.Officer, role = "Custody officer", telephone = stay.Suite.Telephone },
        provider = area.Service,
        person = CustodyContent.Person(person),
        custodyNumber = stay.Number,
        arrivedAt = BritishTime.Text(stay.ArrivedAt),
        legalStatus = stay.LegalStatus,
        reason = reasons,
        details = "Quiet since arrival. Asks for a nurse.",
        observationLevel = stay.ObservationLevel,
        risk = stay.Needs.Select(n => new { code = n.Code, detail = n.Detail, identifiedAt = BritishTime.Text(stay.ArrivedAt.AddMinutes(20)) }),
        medication = CustodyContent.Medication(stay),
    });
}
