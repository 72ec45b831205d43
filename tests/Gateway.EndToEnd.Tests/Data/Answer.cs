using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Demo.Journeys;
using Gateway.Fhir;
using Gateway.Fhir.Elements;

namespace Gateway.EndToEnd.Tests.Data;

/// <summary>What came over the wire.</summary>
internal sealed record Answer(HttpStatusCode Status, byte[] Body, string? ContentType, HttpResponseHeaders Headers)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The resource, read strictly.</summary>
    public Element Resource => FhirContent.Read(Body) is { IsRead: true } read ? read.Root : throw new InvalidOperationException($"The body of a {(int)Status} is no valid resource.");

    public Searchset Found => new(Resource);

    /// <summary>The methods that the address says it knows.</summary>
    public IReadOnlyList<string> Allow { get; private init; } = [];

    /// <summary>Where it is told how far what was taken in has come.</summary>
    public Uri? Follow { get; private init; }

    /// <summary>When what it says of was changed last.</summary>
    public DateTimeOffset? Modified { get; private init; }

    public static async Task<Answer> OfAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.MediaType, response.Headers) { Allow = [.. response.Content.Headers.Allow], Follow = response.Content.Headers.ContentLocation, Modified = response.Content.Headers.LastModified };
}
