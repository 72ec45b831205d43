using System.Net.Http.Headers;

namespace Gateway.Sources.Http;

/// <summary>One question to a source. What it holds is nobody's but the source's: it is in no log, trace or exception.</summary>
/// <param name="Operation">What is done, for metrics: <c>search</c>, <c>read</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query under the source's address, escaped.</param>
internal sealed record SourceCall(string Operation, HttpMethod Method, string Path)
{
    public static readonly IReadOnlyList<string> Json = ["application/json"];
    public static readonly IReadOnlyList<string> Fhir = ["application/fhir+json", "application/json"];

    /// <summary>The media types that the answer may have; the first is asked for.</summary>
    public IReadOnlyList<string> Accepts { get; init; } = Json;

    /// <summary>True where an answer without content will do.</summary>
    public bool MayBeEmpty { get; init; }

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>The header by which the source knows a repetition, and its value.</summary>
    public (string Header, string Value)? Key { get; init; }

    /// <summary>The version that is to be changed.</summary>
    public string? Match { get; init; }

    /// <summary>True where asking twice does no more than asking once.</summary>
    public bool IsSafe { get; init; } = Method == HttpMethod.Get;

    /// <summary>True where it may be asked again after a failure.</summary>
    public bool IsRepeatable => IsSafe || Key is not null;

    public static SourceCall Get(string operation, string path) => new(operation, HttpMethod.Get, path);

    public override string ToString() => $"{Method} ({Operation})";

    public HttpRequestMessage ToRequest(Uri address)
    {
        var request = new HttpRequestMessage(Method, new Uri(address, Path)) { Version = System.Net.HttpVersion.Version11 };
        foreach (var type in Accepts)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        if (Key is { } key)
            request.Headers.TryAddWithoutValidation(key.Header, key.Value);
        if (Match is { } version)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        if (Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return request;
    }
}
