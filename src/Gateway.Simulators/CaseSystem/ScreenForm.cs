using System.Text.Json.Nodes;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.CaseSystem;

/// <summary>An answered liaison and diversion screen: six sections, with what was found among the answers.</summary>
internal static class ScreenForm
{
    private static readonly string[] s_drinks = ["never", "monthly", "weekly", "daily"];

    public static JsonArray Sections(IReadOnlyList<Need> needs, Draw draw)
    {
        return
        [
            Section("1", "Mental health", [
                Answer("1.1", "Do you have a mental health diagnosis?", Has("mental-health")),
                Answer("1.2", "Have you thought of harming yourself?", Has("self-harm") || Has("suicide")),
                Answer("1.3", "What would help most?", Option("one-to-one", "One to one")),
            ]),
            Section("2", "Alcohol", [
                Answer("2.1", "How often do you drink?", Option(Has("alcohol") ? "daily" : draw.Of(s_drinks), null)),
                Answer("2.2", "How many units in a typical week?", Has("alcohol") ? 40 + (draw.Between(0, 9) * 5.5m) : draw.Between(0, 12)),
            ]),
            Section("3", "Drugs", [
                Answer("3.1", "Have you used drugs in the last month?", Has("drugs")),
                Answer("3.2", "Which?", Has("drugs") ? "Heroin, crack now and then" : "None"),
            ]),
            Section("4", "Learning and communication", [
                Answer("4.1", "Did you have help at school?", Has("learning-disability") || Has("autism")),
                Answer("4.2", "Do you want things read to you?", Has("vulnerable-adult")),
            ]),
            Section("5", "Living", [
                Answer("5.1", "Where did you sleep last night?", Has("homelessness") ? "At a friend's, on the floor" : "At home"),
                Answer("5.2", "Have you served in the armed forces?", Has("veteran")),
            ]),
            Section("6", "What was found", [
                Answer("6.1", "Needs", new JsonArray([.. needs.Select(n => Option(n.Code, null))])),
                Answer("6.2", "In the worker's words", string.Join(". ", needs.Select(n => n.Detail).DefaultIfEmpty("Nothing of note"))),
            ]),
        ];

        bool Has(string code) => needs.Any(n => n.Code == code);
    }

    private static JsonObject Section(string id, string title, JsonNode[] answers) => new() { ["id"] = id, ["title"] = title, ["answers"] = new JsonArray(answers) };

    private static JsonObject Answer(string question, string text, JsonNode value) => new() { ["question"] = question, ["text"] = text, ["value"] = value };

    private static JsonObject Option(string code, string? display) =>
        Json.Node(new { system = "https://health-justice.example/fhir/CodeSystem/screen-answer", code, display = display ?? $"{char.ToUpperInvariant(code[0])}{code[1..].Replace('-', ' ')}" });
}
