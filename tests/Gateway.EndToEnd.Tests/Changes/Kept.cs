using System.Net.Http.Headers;
using System.Text;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Changes;

/// <summary>Requests of a system that keeps its records in the ledger.</summary>
internal static class Kept
{
    private static int s_last;

    /// <summary>A value that no other test uses.</summary>
    public static string New() => $"k{Interlocked.Increment(ref s_last)}-{Environment.ProcessId}";

    public static string Patient(string value, string more = "") => $$"""{"resourceType":"Patient","identifier":[{"system":"urn:kept","value":"{{value}}"}]{{more}}}""";

    public static string Flag(string patient, string text, string more = "") => $$"""{"resourceType":"Flag"{{more}},"status":"active","code":{"text":"{{text}}"},"subject":{"reference":"{{patient}}"} }""";

    public static string Observation(string patient, string value, string status = "final") =>
        $$"""{"resourceType":"Observation","identifier":[{"system":"urn:kept","value":"{{value}}"}],"status":"{{status}}","code":{"text":"Weight"},"subject":{"reference":"{{patient}}"} }""";

    public static Task<Answer> SendAsync(this RunningDemo demo, string method, string path, string? content = null, params (string Name, string Value)[] headers) =>
        demo.AskAsync(DemoClients.RecordKeeper, $"fhir/{path}", new HttpMethod(method), r => Fill(r, content, headers));

    public static Task<Answer> SendAsAsync(this RunningDemo demo, DemoClient client, string method, string path, string? content = null, params (string Name, string Value)[] headers) =>
        demo.AskAsAsync(client, $"fhir/{path}", new HttpMethod(method), r => Fill(r, content, headers));

    /// <summary>A system of the same service whose scopes are others.</summary>
    public static DemoClient Keeper(params string[] scopes) => new("other-keeper", "other-keeper", "R1L", "record-keeper", scopes, ["TREAT"]);

    /// <summary>The address of a new Patient.</summary>
    public static async Task<string> PatientAsync(this RunningDemo demo) => Address(await demo.SendAsync("POST", "Patient", Patient(New())));

    public static string Address(Answer answer) => $"{answer.Resource.Type.Name}/{answer.Resource.ChildText("id")}";

    private static void Fill(HttpRequestMessage request, string? content, (string Name, string Value)[] headers)
    {
        if (content is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(headers.FirstOrDefault(h => h.Name == "Content-Type").Value ?? "application/fhir+json");
        }

        foreach (var (name, value) in headers.Where(h => h.Name != "Content-Type"))
            request.Headers.TryAddWithoutValidation(name, value);
    }
}
