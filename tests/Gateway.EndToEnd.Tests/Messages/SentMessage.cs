using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Messages;

/// <summary>A BaRS message on its way to the gateway, and the headers that go with it.</summary>
internal sealed record SentMessage(string Body)
{
    private const string Case = "mappings/bars/cases/BarsReferralFromMessage/new-referral.input.json";
    private const string Answer = "mappings/bars/cases/BarsResponseFromMessage/encounter-in-progress.input.json";
    private const string Ids = "aaaaaaaa-0000-4000-8000-";

    public string RequestId { get; init; } = $"{Guid.NewGuid():D}";

    public string CorrelationId { get; init; } = $"{Guid.NewGuid():D}";

    public string Sender { get; init; } = "RND";

    public string? Target { get; init; } = """{"value":"111111111","system":"https://fhir.nhs.uk/Id/dos-service-id"}""";

    public string Software { get; init; } = """{"resourceType":"Device","identifier":[{"system":"https://supplier.example/Id","value":"APP-1"}],"version":{"value":"1.0.0"}}""";

    public string ContentType { get; init; } = "application/fhir+json";

    /// <summary>What is left out of the headers.</summary>
    public string Without { get; init; } = "";

    public string Id => (string)JsonNode.Parse(Body)!["id"]!;

    /// <summary>A new referral of somebody.</summary>
    public static SentMessage New(Action<JsonNode>? change = null)
    {
        var message = JsonNode.Parse(File.ReadAllText(Path.Combine(TestFolders.Repository, Case)).Replace(Ids, $"{Guid.NewGuid():D}"[..24], StringComparison.Ordinal).Replace("2000071444", "111111111", StringComparison.Ordinal))!;
        message["id"] = $"{Guid.NewGuid():D}";
        change?.Invoke(message);
        return new SentMessage(message.ToJsonString());
    }

    /// <summary>How a referral goes on, from who does it.</summary>
    public static SentMessage Reply(string messageId, string responder, Action<JsonNode>? change = null)
    {
        var message = JsonNode.Parse(File.ReadAllText(Path.Combine(TestFolders.Repository, Answer)).Replace("2000071001", "2222222222", StringComparison.Ordinal))!;
        message["id"] = $"{Guid.NewGuid():D}";
        message["entry"]![0]!["resource"]!["response"]!["identifier"] = messageId;
        change?.Invoke(message);
        return new SentMessage(message.ToJsonString()) { Sender = responder, Target = """{"value":"2222222222","system":"https://fhir.nhs.uk/Id/dos-service-id"}""" };
    }

    /// <summary>The same referral again, said otherwise.</summary>
    public SentMessage Again(string reason, string status, Action<JsonNode>? change = null)
    {
        var message = JsonNode.Parse(Body)!;
        message["id"] = $"{Guid.NewGuid():D}";
        message["entry"]![0]!["resource"]!["reason"]!["coding"]![0]!["code"] = reason;
        message["entry"]![1]!["resource"]!["status"] = status;
        change?.Invoke(message);
        return this with { Body = message.ToJsonString(), RequestId = $"{Guid.NewGuid():D}" };
    }

    public Task<Data.Answer> PostAsync(RunningDemo demo, string client = DemoClients.MessageProxy) => demo.AskAsync(client, "fhir/$process-message", HttpMethod.Post, Fill);

    public Task<Data.Answer> PostAsync(RunningDemo demo, DemoClient client) => demo.AskAsAsync(client, "fhir/$process-message", HttpMethod.Post, Fill);

    private void Fill(HttpRequestMessage request)
    {
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        request.Headers.TryAddWithoutValidation("Accept", "application/fhir+json; version=1.4.0");
        Add(request, "X-Request-Id", RequestId);
        Add(request, "X-Correlation-Id", CorrelationId);
        if (Target is not null)
            Add(request, "NHSD-Target-Identifier", Encoded(Target));
        Add(request, "NHSD-End-User-Organisation", Encoded($$"""{"resourceType":"Organization","identifier":[{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"{{Sender}}"}],"name":"A sender"}"""));
        Add(request, "NHSD-Requesting-Software", Encoded(Software));
    }

    private void Add(HttpRequestMessage request, string name, string value)
    {
        if (name != Without)
            request.Headers.TryAddWithoutValidation(name, value);
    }

    // What starts with a tilde goes as it is.
    private static string Encoded(string text) => text.StartsWith('~') ? text[1..] : Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
