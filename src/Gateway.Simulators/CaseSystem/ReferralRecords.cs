using Gateway.Simulators.People;

namespace Gateway.Simulators.CaseSystem;

/// <summary>What people allow, and where they are sent: to the community provider, and to other services.</summary>
internal static class ReferralRecords
{
    private static readonly string[] s_reasons = ["substance-misuse", "alcohol-misuse", "mental-health", "homelessness", "peer-support", "domestic-abuse"];
    private static readonly string[] s_services = ["mental-health", "alcohol", "peer-support", "drug-education", "housing", "counselling", "general-practice", "social-care"];
    private static readonly string[] s_statuses = ["sent", "accepted", "engaged", "completed", "completed", "withdrawn"];

    public static IEnumerable<CaseRecord> Of(Person person, Contact? contact, Population population)
    {
        var draw = Draw.For(population.Seed, person.Number, 8);
        var refuses = person.Number == Cast.ConsentRefused || (!Cast.Is(person) && draw.Chance(12));
        if (person.Referral is null && contact is null)
            return [];
        var at = person.Referral?.At ?? contact!.EndedAt;
        var consent = Consent(person, refuses && person.Referral is null, at.AddMinutes(-5), population);
        if (person.Referral is { } referral)
            return [consent, Screen(person, referral, population), ToCommunity(person, referral, contact, population, draw)];
        return refuses || draw.Chance(50) ? [consent] : [consent, Elsewhere(person, contact!, population, draw)];
    }

    private static CaseRecord Consent(Person person, bool isRefused, DateTimeOffset at, Population population)
    {
        var area = population.Area;
        return CaseSeed.Record(CaseKind.Consents, ConsentId(person), at, new
        {
            personId = person.InCaseSystem!.Id,
            decision = isRefused ? "refused" : "given",
            purpose = "care",
            recipients = new[] { new { odsCode = area.Community.OdsCode, name = area.Community.Name }, new { odsCode = area.Trust.OdsCode, name = area.Trust.Name } },
            holder = area.Service,
            decidedAt = BritishTime.Text(at),
            until = isRefused ? null : BritishTime.Text(BritishTime.Day(at).AddYears(5)),
            recordedBy = CaseWorker.Of(person.Number),
            formReference = $"FORM-{1000 + person.Number}",
        });
    }

    private static CaseRecord Screen(Person person, Referral referral, Population population) =>
        CaseSeed.Record(CaseKind.Answers, AnswersId(person), referral.At, new
        {
            personId = person.InCaseSystem!.Id,
            form = "ld-screen",
            formVersion = "2.1",
            status = "complete",
            completedAt = BritishTime.Text(referral.At),
            completedBy = CaseWorker.Of(person.Number),
            sections = ScreenForm.Sections(person.Needs, Draw.For(population.Seed, person.Number, 10)),
        });

    private static CaseRecord ToCommunity(Person person, Referral referral, Contact? contact, Population population, Draw draw)
    {
        var community = population.Area.Community;
        var isBefore = contact is not null && contact.StartedAt <= referral.At;
        return CaseSeed.Record(CaseKind.Referrals, referral.Id, referral.StatusAt, new
        {
            personId = person.InCaseSystem!.Id,
            episodeId = isBefore ? contact!.EpisodeId : null,
            service = community.Service,
            reasons = draw.Some(s_reasons, 2),
            priority = draw.Chance(30) ? "urgent" : "routine",
            status = referral.Status,
            statusReason = referral.Reason,
            referredAt = BritishTime.Text(referral.At),
            respondBy = BritishTime.Text(referral.At.AddDays(2)),
            statusAt = BritishTime.Text(referral.StatusAt),
            referredBy = CaseWorker.Of(person.Number),
            referringProvider = population.Area.Service,
            receivingProvider = new { odsCode = community.OdsCode, name = community.Name },
            consentId = ConsentId(person),
            answersIds = new[] { AnswersId(person) },
            note = person.Mobile is null ? "No telephone; write" : "Best reached by text",
            enteredServiceOn = referral.EnteredOn is { } day ? BritishTime.Text(day) : null,
        });
    }

    private static CaseRecord Elsewhere(Person person, Contact contact, Population population, Draw draw) =>
        CaseSeed.Record(CaseKind.Referrals, $"R-{ReferralKey(person)}", contact.EndedAt, new
        {
            personId = contact.PersonId,
            episodeId = contact.EpisodeId,
            service = draw.Of(s_services),
            reasons = draw.Some(s_reasons, 1),
            priority = "routine",
            status = draw.Of(s_statuses),
            referredAt = BritishTime.Text(contact.EndedAt),
            statusAt = BritishTime.Text(contact.EndedAt),
            referredBy = contact.Worker,
            referringProvider = population.Area.Service,
            receivingProvider = population.Area.Trust,
            consentId = ConsentId(person),
        });

    private static string ConsentId(Person person) => $"C-{1000 + person.Number}";

    private static string AnswersId(Person person) => $"A-{ReferralKey(person)}";

    private static int ReferralKey(Person person) => 60_000 + person.Number;
}
