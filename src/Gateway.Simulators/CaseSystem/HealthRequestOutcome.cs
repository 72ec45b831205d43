using System.Text.Json.Nodes;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.CaseSystem;

/// <summary>What staff usually find.</summary>
internal static class HealthRequestOutcome
{
    /// <summary>Fit with conditions, the medicines that were declared with when they are due, the risks that were named, and a note that is not for custody.</summary>
    public static JsonObject Usual(JsonObject request, DateTimeOffset now)
    {
        var risks = (request["risks"] as JsonArray)?.Select(r => r?["code"]?.ToString()).OfType<string>() ?? [];
        var medicines = (request["medications"] as JsonArray)?.OfType<JsonObject>() ?? [];
        return Json.Node(new
        {
            decidedAt = BritishTime.Text(now),
            fitness = new[] { Fitness("detain", ["Wake and speak to every 30 minutes"], now), Fitness("interview", [], now) },
            observationLevel = "2",
            medicationDue = medicines.Select(m => new
            {
                name = m["name"]?.ToString(),
                dmdCode = m["dmdCode"]?.ToString(),
                instruction = string.Join(", ", new[] { m["dose"]?.ToString(), m["frequency"]?.ToString() }.OfType<string>()),
                due = new[] { BritishTime.Text(now.AddHours(4)) },
            }),
            risks,
            clinicalNote = "Seen in the medical room. Low in mood, no plan. Withdrawal scale 8. To be seen again before interview.",
        });
    }

    private static object Fitness(string purpose, string[] conditions, DateTimeOffset now) => new
    {
        @for = purpose,
        decision = conditions.Length > 0 ? "fit-with-conditions" : "fit",
        conditions,
        assessedAt = BritishTime.Text(now),
        reviewBy = BritishTime.Text(now.AddHours(8)),
    };
}
