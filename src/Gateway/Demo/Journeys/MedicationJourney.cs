using System.Text.Json.Nodes;
using Gateway.Security.Tokens;

namespace Gateway.Demo.Journeys;

/// <summary>A clinician of the trust asks what somebody takes; then nobody knows the person; then the trust does not answer.</summary>
internal static class MedicationJourney
{
    private const string Nhs = "https://fhir.nhs.uk/Id/nhs-number";

    public static async Task PlayAsync(JourneyPlay play)
    {
        var people = play.Demo.Systems.Population;
        var search = $"fhir/MedicationStatement?patient.identifier={Uri.EscapeDataString($"{Nhs}|{people.KnownEverywhere.NhsNumber}")}";
        var (status, content) = await play.FhirAsync(DemoClients.TrustClinician, HttpMethod.Get, search);
        var found = new Searchset(content);
        play.Check("Statements of trust and custody come in one answer", status == 200 && Sources(found).IsSupersetOf(["custody", "trust"]), () => $"{status}, with {string.Join(", ", Sources(found))}.");
        play.Check("The answer says that both answered", found.StateOf("trust") == "answered" && found.StateOf("custody") == "answered", () => $"Trust: {found.StateOf("trust")}; custody: {found.StateOf("custody")}.");

        (status, content) = await play.FhirAsync(DemoClients.TrustClinician, HttpMethod.Get, $"fhir/Patient/$medication-history?identifier={Uri.EscapeDataString($"{Nhs}|{people.KnownEverywhere.NhsNumber}")}");
        var history = new Searchset(content);
        play.Check("The reconciled view says where they disagree", status == 200 && history.Of("List").Count == 1 && history.Of("DetectedIssue").Count > 0, () => $"{status}, {history.Of("DetectedIssue").Count} disagreements.");

        (status, content) = await play.FhirAsync(DemoClients.TrustClinician, HttpMethod.Get, $"fhir/MedicationStatement?patient.identifier={Uri.EscapeDataString($"{Nhs}|{people.UnknownNhsNumber}")}");
        var nothing = new Searchset(content);
        play.Check("Of somebody unknown the trust says that it knows nothing", status == 200 && nothing.Of("MedicationStatement").Count == 0 && nothing.StateOf("trust") == "nothing-known", () => $"{status}, trust: {nothing.StateOf("trust")}.");

        await play.ControlAsync(HttpMethod.Put, play.Demo.Systems.Trust, "control/faults", new JsonObject { ["mode"] = "error" });
        try
        {
            (status, content) = await play.FhirAsync(DemoClients.TrustClinician, HttpMethod.Get, search);
            var partial = new Searchset(content);
            play.Check("While the trust fails, the rest comes and the answer says what is missing", status == 200 && partial.StateOf("trust") == "failed" && partial.Total is null && Sources(partial).Contains("custody"), () => $"{status}, trust: {partial.StateOf("trust")}.");
            (status, _) = await play.FhirAsync(DemoClients.TrustClinician, HttpMethod.Get, search, prefer: "handling=strict");
            play.Check("Who must have all is refused meanwhile", status == 503, () => $"{status}.");
        }
        finally
        {
            await play.ControlAsync(HttpMethod.Delete, play.Demo.Systems.Trust, "control/faults");
        }
    }

    private static HashSet<string> Sources(Searchset found) =>
        [.. found.Of("MedicationStatement").SelectMany(r => r["meta"]).Select(m => m.ChildText("source")?.Split('/')[^1]).OfType<string>()];
}
