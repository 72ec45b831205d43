using System.Text.Json.Nodes;
using Gateway.Simulators.Areas;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.CaseSystem;

/// <summary>A referral to the community provider as staff make it now: the screen, the consent, the referral.</summary>
internal sealed class NewReferral(CaseStore store, Area area, DateTimeOffset now)
{
    private readonly CaseWorker _worker = CaseWorker.Of(0);

    /// <summary>For a service, or the provider's own; with the sections of a screen, or a usual one.</summary>
    public CaseRecord Make(string person, string? service, JsonNode? answers)
    {
        var screen = store.Create(CaseKind.Answers, Screen(person, answers ?? ScreenForm.Sections([], new Draw(now.Second))));
        var consent = store.Create(CaseKind.Consents, Consent(person));
        return store.Create(CaseKind.Referrals, Json.Node(new
        {
            personId = person,
            service = service ?? area.Community.Service,
            reasons = new[] { "substance-misuse", "mental-health" },
            priority = "routine",
            status = "sent",
            referredAt = BritishTime.Text(now),
            respondBy = BritishTime.Text(now.AddDays(2)),
            statusAt = BritishTime.Text(now),
            referredBy = _worker,
            referringProvider = area.Service,
            receivingProvider = Provider(),
            consentId = consent.Id,
            answersIds = new[] { screen.Id },
            note = "Best reached by text",
        }));
    }

    private JsonObject Screen(string person, JsonNode sections) => Json.Node(new
    {
        personId = person,
        form = "ld-screen",
        formVersion = "2.1",
        status = "complete",
        completedAt = BritishTime.Text(now),
        completedBy = _worker,
        sections,
    });

    private JsonObject Consent(string person) => Json.Node(new
    {
        personId = person,
        decision = "given",
        purpose = "care",
        recipients = new[] { Provider() },
        holder = area.Service,
        decidedAt = BritishTime.Text(now),
        until = BritishTime.Text(BritishTime.Day(now).AddYears(1)),
        recordedBy = _worker,
    });

    private object Provider() => new { area.Community.OdsCode, area.Community.Name };
}
