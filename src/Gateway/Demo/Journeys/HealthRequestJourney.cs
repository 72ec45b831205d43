using System.Text.Json.Nodes;
using Gateway.Security.Tokens;

namespace Gateway.Demo.Journeys;

/// <summary>Custody raises a health request, in XML and in JSON; staff accept it, come, and decide; custody is told what it may act on.</summary>
internal static class HealthRequestJourney
{
    private const string Note = "Told the nurse about an overdose last spring; please keep between us.";

    public static async Task PlayAsync(JourneyPlay play)
    {
        foreach (var format in (string[])["xml", "json"])
            await PlayAsync(play, format);
    }

    private static async Task PlayAsync(JourneyPlay play, string format)
    {
        var systems = play.Demo.Systems;
        var pushed = await play.ControlAsync(HttpMethod.Post, systems.Custody, "control/health-requests", new JsonObject
        {
            ["custodyNumber"] = systems.Population.InCustody.CustodyNumbers[^1],
            ["urgency"] = "urgent",
            ["reasons"] = new JsonArray("fitness-to-detain"),
            ["format"] = format,
        });
        var (status, reference) = ((int?)pushed!["status"], (string)pushed["reference"]!);
        play.Check($"Custody's request in {format.ToUpperInvariant()} is received and gets a reference", status == 202, () => $"{status}.");

        if (!play.Demo.IsAutomatic)
        {
            await StepAsync(play, reference, "accept", []);
            await TellsAsync(play, reference, "HealthRequestAcknowledgement", "Custody is told that it was accepted", "accepted");
            await StepAsync(play, reference, "attend", []);
            await TellsAsync(play, reference, "HealthRequestAttendance", "Custody is told that healthcare has come", "arrived");
            await StepAsync(play, reference, "complete", new JsonObject
            {
                ["outcome"] = new JsonObject
                {
                    ["fitness"] = new JsonArray(new JsonObject { ["for"] = "detain", ["decision"] = "fit" }),
                    ["observationLevel"] = "2",
                    ["clinicalNote"] = Note,
                },
            });
        }

        await TellsAsync(play, reference, "HealthRequestAcknowledgement", "Custody has the acknowledgement", "accepted");
        await TellsAsync(play, reference, "HealthRequestOutcome", "Custody is told what it may act on", "fitness");
        var all = (await ReceivedAsync(play)).Where(m => m.Contains(reference, StringComparison.Ordinal)).ToList();
        play.Check("The clinical note is in nothing that custody is told", !all.Any(m => m.Contains("overdose", StringComparison.OrdinalIgnoreCase) || m.Contains("clinicalNote", StringComparison.OrdinalIgnoreCase)), () => "The note was passed on.");
        var (code, found) = await play.FhirAsync(DemoClients.CustodySystem, HttpMethod.Get, $"fhir/Task?identifier={Uri.EscapeDataString($"https://health-justice.example/id/health-request|{reference}")}");
        var tasks = new Searchset(found).Of("Task");
        play.Check("The Task has ended", code == 200 && tasks.Any(t => t.ChildText("status") == "completed"), () => $"{code}, {string.Join(", ", tasks.Select(t => t.ChildText("status")))}.");
    }

    // Staff can take a step once the request has reached them.
    private static Task<bool> StepAsync(JourneyPlay play, string reference, string step, JsonObject said) => play.UntilAsync($"Staff can {step} it",
        () => play.TryControlAsync(HttpMethod.Post, play.Demo.Systems.CaseSystem, $"control/health-requests/{reference}/{step}", said), isDone => isDone, _ => "The case system does not have the request.");

    private static Task<List<string>> TellsAsync(JourneyPlay play, string reference, string kind, string title, string word) => play.UntilAsync(title,
        () => ReceivedAsync(play, kind), seen => seen.Any(m => m.Contains(reference, StringComparison.Ordinal) && m.Contains(word, StringComparison.Ordinal)), seen => $"{seen.Count} messages of the kind, none that says so.");

    private static async Task<List<string>> ReceivedAsync(JourneyPlay play, string? kind = null) =>
        [.. (await play.ControlAsync(HttpMethod.Get, play.Demo.Systems.Custody, "control/received"))!.AsArray().Where(m => kind is null || (string?)m!["kind"] == kind).Select(m => (string)m!["body"]!)];
}
