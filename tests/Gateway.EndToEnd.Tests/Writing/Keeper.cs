using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>What a system does that keeps its records in the gateway.</summary>
internal static class Keeper
{
    public const string Fhir = "application/fhir+json";
    public const string JsonPatch = "application/json-patch+json";

    /// <summary>Sends content as the record keeper.</summary>
    public static Task<Answer> SendAsync(this RunningDemo demo, HttpMethod method, string path, string? content = null, string type = Fhir, Action<HttpRequestMessage>? more = null) =>
        demo.AskAsync(DemoClients.RecordKeeper, path.Length == 0 ? "fhir" : $"fhir/{path}", method, r =>
        {
            if (content is not null)
                r.Bring(Encoding.UTF8.GetBytes(content), type);
            more?.Invoke(r);
        });

    /// <summary>Puts content into a request.</summary>
    public static void Bring(this HttpRequestMessage request, byte[] content, string type)
    {
        request.Content = new ByteArrayContent(content);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
    }

    /// <summary>Creates a resource and gives its id.</summary>
    public static async Task<string> CreatedAsync(this RunningDemo demo, string resource)
    {
        var answer = await demo.SendAsync(HttpMethod.Post, (string)JsonNode.Parse(resource)!["resourceType"]!, resource);
        answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
        return (string)answer.Json["id"]!;
    }

    /// <summary>Posts a batch or transaction.</summary>
    public static Task<Answer> BundleAsync(this RunningDemo demo, string type, params string[] entries) => demo.SendAsync(HttpMethod.Post, "", Bundle(type, entries));

    public static string Bundle(string type, params string[] entries) => $$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{{string.Join(",", entries)}}]}""";

    /// <summary>An entry of a Bundle.</summary>
    public static string Entry(string method, string url, string? resource = null, string more = "", string? fullUrl = null) =>
        $$$"""{{{{(fullUrl is null ? "" : $"\"fullUrl\":\"{fullUrl}\",")}}}{{{(resource is null ? "" : $"\"resource\":{resource},")}}}"request":{"method":"{{{method}}}","url":"{{{url}}}"{{{more}}}}}""";

    /// <summary>The statuses of the entries of a response.</summary>
    public static IEnumerable<string> Statuses(this Answer answer) => answer.Json["entry"]!.AsArray().Select(e => ((string)e!["response"]!["status"]!)[..3]);

    /// <summary>The places that the issues of an outcome name.</summary>
    public static IEnumerable<string> Places(this Answer answer) => answer.Resource["issue"].SelectMany(i => i["expression"]).Select(e => e.Text!);

    /// <summary>A resource without what the store says of it.</summary>
    public static JsonNode Content(this JsonNode resource)
    {
        var content = resource.DeepClone().AsObject();
        content.Remove("id");
        content.Remove("meta");
        return content;
    }
}
