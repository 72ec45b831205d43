using System.Text.Json.Nodes;
using Gateway.Security.Tokens;

namespace Gateway.Demo.Journeys;

/// <summary>Somebody is referred with a screen; the provider reads who and why, accepts one and rejects another with a reason, reports engagement; the referrer sees each step.</summary>
internal static class ReferralJourney
{
    private static readonly string[] s_read = ["Task", "ServiceRequest", "Patient", "QuestionnaireResponse"];

    public static async Task PlayAsync(JourneyPlay play)
    {
        var systems = play.Demo.Systems;
        var person = systems.Population.Referred.CasePersonId!;
        var referral = await ReferAsync(play, person);
        var taken = await TakeUpAsync(play, "accept", null);
        var read = taken["read"]!.AsObject();
        play.Check("The provider reads Task, request, person and screen in one answer", (int?)taken["status"] == 200 && s_read.All(read.ContainsKey), () => $"{taken["status"]}, with {string.Join(", ", read.Select(r => r.Key))}.");
        play.Check("Each Task that it accepts is accepted", Decisions(taken) is { Count: > 0 } accepted && accepted.All(d => (int?)d["status"] is 200 or 202), () => taken["decisions"]!.ToJsonString());
        await SeesAsync(play, referral, "The referrer sees that it was accepted", "accepted", "received");

        var other = await ReferAsync(play, person);
        taken = await TakeUpAsync(play, "reject", "40");
        play.Check("Another is rejected with a coded reason", Decisions(taken) is { Count: > 0 } rejected && rejected.All(d => (int?)d["status"] is 200 or 202), () => taken["decisions"]!.ToJsonString());
        await SeesAsync(play, other, "The referrer sees that it was rejected", "rejected");

        var today = play.Demo.Now.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
        await play.ControlAsync(HttpMethod.Post, systems.Community, "control/extracts", new JsonObject
        {
            ["kind"] = "outcomes",
            ["rows"] = new JsonArray(new JsonObject { ["ReferralRef"] = referral, ["ClientRef"] = systems.Population.Referred.CommunityClientRef ?? "TR-9001", ["OutcomeCode"] = "ENG", ["OutcomeDate"] = today, ["EnteredService"] = "Y" }),
        });
        await SeesAsync(play, referral, "The provider's file says that the person engages, and the referrer sees it", "engaged", "in-progress");
    }

    private static async Task<string> ReferAsync(JourneyPlay play, string person)
    {
        var made = await play.ControlAsync(HttpMethod.Post, play.Demo.Systems.CaseSystem, "control/referrals", new JsonObject { ["personId"] = person });
        return (string)made!["id"]!;
    }

    private static async Task<JsonObject> TakeUpAsync(JourneyPlay play, string decision, string? reason) =>
        (await play.ControlAsync(HttpMethod.Post, play.Demo.Systems.Community, "control/referrals/take-up", new JsonObject { ["decision"] = decision, ["reasonCode"] = reason }))!.AsObject();

    private static List<JsonNode> Decisions(JsonObject taken) => [.. taken["decisions"]!.AsArray().OfType<JsonNode>()];

    // The referrer looks in its own system.
    private static Task<string?> SeesAsync(JourneyPlay play, string referral, string title, params string[] statuses) => play.UntilAsync(title,
        async () =>
        {
            var (_, content) = await play.FhirAsync(DemoClients.Practitioner, HttpMethod.Get, $"fhir/Task?identifier={Uri.EscapeDataString($"https://health-justice.example/id/case-system/referral-task|{referral}")}");
            return new Searchset(content).Of("Task").Select(t => t.ChildText("status")).FirstOrDefault();
        },
        status => statuses.Contains(status), status => $"The Task is {status ?? "not found"}.");
}
