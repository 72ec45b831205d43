using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>A caller that makes and changes allergies and statements of medication, which the trust takes.</summary>
public abstract class WrittenSource(WrittenDemo shared)
{
    private protected static DemoClient Writer { get; } = new("writer", "writer", "R1L", "trust-clinician", ["system/*.cruds"], ["TREAT"]);

    private protected RunningDemo Demo => shared.Demo;

    private protected static string Id(JsonNode resource) => (string)resource["id"]!;

    private protected static string Version(JsonNode resource) => (string)resource["meta"]!["versionId"]!;

    private protected static JsonNode Noted(JsonNode allergy, string note)
    {
        var noted = allergy.DeepClone();
        noted["note"] = new JsonArray(new JsonObject { ["text"] = note });
        return noted;
    }

    private protected static void Again(HttpRequestMessage request, string id, string version)
    {
        request.Headers.Add("X-Request-Id", id);
        request.Headers.TryAddWithoutValidation("If-Match", $"W/\"{version}\"");
    }

    private protected async Task<JsonNode> StatementAsync(string types) => (await Demo.AskAsAsync(Writer, $"fhir?_type={types}&patient.identifier={Number()}")).Json["entry"]!.AsArray().Select(e => e!["resource"]!.DeepClone())
        .Where(r => (string)r["resourceType"]! == "MedicationStatement").OrderBy(r => (string)r["id"]!, StringComparer.Ordinal).First();

    // As the trust has it.
    private protected async Task<JsonNode> AtTrustAsync(JsonNode statement)
    {
        var (systems, identifier) = (Demo.Systems, statement["identifier"]![0]!);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = systems.Credentials.TrustClientId, ["client_secret"] = systems.Credentials.TrustSecret });
        using var http = new HttpClient();
        using var issued = await http.PostAsync(new Uri(systems.Trust, "oauth2/token"), form);
        var token = (string)JsonNode.Parse(await issued.Content.ReadAsStringAsync())!["access_token"]!;
        var all = (await Demo.OrderAsync(systems.Trust, $"r4/MedicationStatement?patient.identifier={Number()}", token: token)).Json["entry"]!.AsArray().Select(e => e!["resource"]!.DeepClone());
        return all.Single(r => (string?)r["identifier"]?[0]?["value"] == (string)identifier["value"]!);
    }

    private protected async Task<JsonNode> MadeAsync(string to)
    {
        var made = await SendAsync(HttpMethod.Post, "AllergyIntolerance", Allergy(await PatientAsync(), to));
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        return made.Json;
    }

    // The events of a request, oldest first.
    private protected async Task<IReadOnlyList<Element>> TrailAsync(string requestId) => [.. (await Demo.SearchAsync("AuditEvent?_sort=-date&_count=100", DemoClients.Administrator)).Found.Of("AuditEvent")
        .Where(e => e["entity"].SelectMany(n => n["what"]).SelectMany(w => w["identifier"]).Any(i => i.ChildText("value") == requestId)).OrderBy(e => int.Parse(e.ChildText("id")![1..], System.Globalization.CultureInfo.InvariantCulture))];

    private protected async Task<JsonNode> ReadAsync(string id) => (await Demo.AskAsAsync(Writer, $"fhir/AllergyIntolerance/{id}")).Json;

    private protected Task<Answer> PatchAsync(string id, string patch, Action<HttpRequestMessage>? more = null, DemoClient? client = null) => Demo.AskAsAsync(client ?? Writer, $"fhir/AllergyIntolerance/{id}", HttpMethod.Patch, r =>
    {
        r.Bring(Encoding.UTF8.GetBytes(patch), Keeper.JsonPatch);
        more?.Invoke(r);
    });

    private protected string Number() => RunningDemo.Escaped(RunningDemo.Nhs, Demo.People.TrustOnly.NhsNumber!);

    private protected async Task<string> PatientAsync() => (await Demo.SearchAsync($"Patient?identifier={Number()}")).Found.Of("Patient").Single().ChildText("id")!;

    private protected async Task<List<JsonNode>> AllergiesAsync() => [.. (await Demo.SearchAsync($"AllergyIntolerance?patient.identifier={Number()}")).Json["entry"]!.AsArray().Select(e => e!["resource"]!.DeepClone()).Where(r => (string)r["resourceType"]! == "AllergyIntolerance")];

    private protected static JsonNode Allergy(string patient, string to) => JsonNode.Parse("""
        {"resourceType":"AllergyIntolerance","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"unconfirmed"}]},"code":{"text":"@to"},"patient":{"reference":"Patient/@patient"}}
        """.Replace("@to", to, StringComparison.Ordinal).Replace("@patient", patient, StringComparison.Ordinal))!;

    private protected Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? content, Action<HttpRequestMessage>? more = null, DemoClient? client = null) => Demo.AskAsAsync(client ?? Writer, path.Length == 0 ? "fhir" : $"fhir/{path}", method, r =>
    {
        if (content is not null)
            r.Bring(Encoding.UTF8.GetBytes(content.ToJsonString()), Keeper.Fhir);
        more?.Invoke(r);
    });
}
