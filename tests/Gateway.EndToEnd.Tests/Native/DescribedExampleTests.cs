using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Native;

/// <summary>Every example of the description is sent, and answered as it describes; every answer that it shows is one that can be.</summary>
[Collection(NativeDemo.Name)]
public sealed class DescribedExampleTests(SharedDemo shared)
{
    private const string Json = "application/json";

    public static IEnumerable<object[]> Sent =>
        from operation in Description.Operations
        where operation.Method == "POST"
        from media in operation.Operation["requestBody"]!["content"]!.AsObject()
        from example in media.Value!["examples"]?.AsObject() ?? []
        select (object[])[operation.Path, media.Key, example.Key];

    public static IEnumerable<object[]> Shown => Description.Operations.Select(o => (object[])[o.Path, o.Method]);

    [Theory]
    [MemberData(nameof(Sent))]
    public async Task What_is_sent_as_an_example_is_answered_as_described(string path, string type, string name)
    {
        var operation = Description.Document["paths"]![path]!["post"]!;
        var example = operation["requestBody"]!["content"]![type]!["examples"]![name]!["value"]!;
        var body = type == Json ? example.ToJsonString() : (string)example!;
        var answer = await PostAsync(path, body, type, $"example {path} {type} {name}");

        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        answer.ContentType.Should().Be(type);
        var said = Checked(operation["responses"]!["202"]!, answer);
        var found = await shared.Demo.AskAsync(ClientOf(path), $"{path}/{said["reference"]}"[1..], more: r => r.Headers.Add("Accept", type));
        found.Status.Should().Be(HttpStatusCode.OK, found.Text);
        Checked(Description.Document["paths"]![$"{path}/{{reference}}"]!["get"]!["responses"]!["200"]!, found);
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void What_is_shown_keeps_its_own_schema(string path, string method)
    {
        var operation = Description.Document["paths"]![path]![method.ToLowerInvariant()]!;
        var contents = (operation["requestBody"]?["content"]?.AsObject().ToList() ?? []).Concat(operation["responses"]!.AsObject().SelectMany(r => Description.Resolved(r.Value!)["content"]?.AsObject().ToList() ?? []));
        foreach (var (type, media) in contents)
            foreach (var (name, example) in media!["examples"]?.AsObject() ?? [])
                if (type.EndsWith("json", StringComparison.Ordinal))
                    Description.Faults(media["schema"]!, example!["value"]).Should().BeEmpty(name);
                else if (type.EndsWith("xml", StringComparison.Ordinal) && operation["requestBody"]?["content"]?[type] != media)
                    Description.Faults(media["schema"]!, Description.FromXml(media["schema"]!, (string)example!["value"]!)).Should().BeEmpty(name);
    }

    [Theory]
    [InlineData("/health/live", null)]
    [InlineData("/health/ready", null)]
    [InlineData("/health/sources", DemoClients.Administrator)]
    public async Task What_operators_read_is_as_described(string path, string? client) =>
        Checked(Description.Document["paths"]![path]!["get"]!["responses"]!["200"]!, await shared.Demo.AskAsync(client, path[1..]));

    [Theory]
    [InlineData("BadRequest")]
    [InlineData("Unauthorized")]
    [InlineData("Forbidden")]
    [InlineData("NotFound")]
    [InlineData("RequestNotFound")]
    [InlineData("NotAcceptable")]
    [InlineData("Conflict")]
    [InlineData("TooLarge")]
    [InlineData("UnsupportedMediaType")]
    [InlineData("UnsupportedMediaTypeXml")]
    [InlineData("Unprocessable")]
    public async Task What_is_refused_is_refused_in_the_words_described(string response)
    {
        var described = Description.Document["components"]!["responses"]![response]!["content"]!["application/problem+json"]!;
        var shown = described["examples"]!["problem"]!["value"]!;
        var answer = await RefusedAsync(response);

        ((int)answer.Status).Should().Be((int)shown["status"]!);
        answer.ContentType.Should().Be("application/problem+json");
        ((string)answer.Json["title"]!).Should().Be((string)shown["title"]!);
        ((int)answer.Json["status"]!).Should().Be((int)shown["status"]!);
        Description.Faults(described["schema"]!, answer.Json).Should().BeEmpty();
        answer.Json["errors"]?.AsArray().Count.Should().Be(shown["errors"]?.AsArray().Count);
    }

    private async Task<Answer> RefusedAsync(string response)
    {
        const string requests = "/custody/health-requests";
        var request = Description.Document["paths"]![requests]!["post"]!["requestBody"]!["content"]![Json]!["examples"]!["request"]!["value"]!.DeepClone();
        request["requestReference"] = $"HCR-{response}";
        switch (response)
        {
            case "BadRequest":
                return await PostAsync(requests, request.ToJsonString(), Json, null);
            case "Unauthorized":
                return await shared.Demo.AskAsync(null, requests[1..], HttpMethod.Post);
            case "Forbidden":
                return await shared.Demo.AskAsync(DemoClients.Courts, requests[1..], HttpMethod.Post);
            case "NotFound":
                return await shared.Demo.AskAsync(DemoClients.Courts, "courts/results/3f0c2a51-9c39-4d2b-8f6e-0b1f5a5f2d11");
            case "RequestNotFound":
                return await shared.Demo.AskAsync(DemoClients.CustodySystem, "custody/health-requests/3f0c2a51-9c39-4d2b-8f6e-0b1f5a5f2d11");
            case "NotAcceptable":
                return await PostAsync(requests, request.ToJsonString(), Json, "not acceptable", "text/csv");
            case "Conflict":
                await PostAsync(requests, request.ToJsonString(), Json, "conflict 1");
                return await PostAsync(requests, request.ToJsonString(), Json, "conflict 2");
            case "TooLarge":
                return await PostAsync(requests, new string(' ', (4 * 1024 * 1024) + 1), Json, "too large");
            case "UnsupportedMediaType":
                return await PostAsync(requests, request.ToJsonString(), "text/csv", "unsupported");
            case "UnsupportedMediaTypeXml":
                return await PostAsync("/courts/results", "{}", Json, "unsupported");
            default:
                return await PostAsync(requests, "nothing of the kind", Json, "unprocessable");
        }
    }

    private static JsonNode Checked(JsonNode response, Answer answer)
    {
        var schema = response["content"]![answer.ContentType!]!["schema"]!;
        var said = answer.ContentType == Json ? answer.Json : Description.FromXml(schema, answer.Text);
        Description.Faults(schema, said).Should().BeEmpty(answer.Text);
        return said;
    }

    private Task<Answer> PostAsync(string path, string body, string type, string? requestId, string? accept = null) => shared.Demo.AskAsync(ClientOf(path), path[1..], HttpMethod.Post, r =>
    {
        r.Content = new StringContent(body, Encoding.UTF8, type);
        if (requestId is not null)
            r.Headers.Add("X-Request-Id", requestId);
        if (accept is not null)
            r.Headers.Add("Accept", accept);
    });

    private static string ClientOf(string path) => path.StartsWith("/courts", StringComparison.Ordinal) ? DemoClients.Courts : DemoClients.CustodySystem;
}
