using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Gateway.Requests.Messages;

/// <summary>What the headers of a BaRS request say: for which service it is, for which organisation and by which software it was sent, and the two ids that make a repetition known.</summary>
internal sealed record BarsHeaders
{
    public const string RequestIdName = "X-Request-Id";
    public const string CorrelationIdName = "X-Correlation-Id";
    public const string TargetName = "NHSD-Target-Identifier";
    public const string OrganizationName = "NHSD-End-User-Organisation";
    public const string SoftwareName = "NHSD-Requesting-Software";
    public const string PractitionerName = "NHSD-Requesting-Practitioner";
    private const int Longest = 8 * 1024;

    public required Guid RequestId { get; init; }

    public required Guid CorrelationId { get; init; }

    public required BarsIdentifier Target { get; init; }

    /// <summary>Who sends, in the words of the client that brings it.</summary>
    public required BarsIdentifier Organization { get; init; }

    public string? OrganizationTitle { get; init; }

    /// <summary>The headers, or the first thing that is wrong with them.</summary>
    public static (BarsHeaders? Headers, BarsProblem? Problem) Read(IHeaderDictionary headers)
    {
        foreach (var name in (string[])[RequestIdName, CorrelationIdName])
            if (headers[name].ToString().Length == 0)
                return (null, BarsProblem.Malformed("required", $"The header {name} was not included."));
            else if (!Guid.TryParseExact(headers[name].ToString(), "D", out _))
                return (null, BarsProblem.Malformed("value", $"The header {name} is no UUID."));
        if (headers[TargetName].ToString().Length == 0)
            return (null, BarsProblem.Malformed("required", $"The header {TargetName} was not included."));
        var (target, fault) = Decoded(headers[TargetName].ToString());
        if (target is null || Identifier(target.Value) is not { } service)
            return (null, new BarsProblem(400, "PROXY_BAD_REQUEST", "structure", fault is null ? $"Invalid schema for {TargetName} header." : $"{fault} of the {TargetName} header failed."));
        var (organization, problem) = Resource(headers, OrganizationName, "Organization");
        var (_, flaw) = Resource(headers, SoftwareName, "Device");
        var wrong = problem ?? flaw ?? (headers.ContainsKey(PractitionerName) ? Resource(headers, PractitionerName, "PractitionerRole").Problem : null);
        if (wrong is not null)
            return (null, wrong);
        if (Identifiers(organization!.Value).FirstOrDefault() is not { } sender)
            return (null, BarsProblem.Malformed("required", $"The {OrganizationName} header names no organisation by an identifier."));
        return (new BarsHeaders
        {
            RequestId = Guid.ParseExact(headers[RequestIdName].ToString(), "D"),
            CorrelationId = Guid.ParseExact(headers[CorrelationIdName].ToString(), "D"),
            Target = service,
            Organization = sender.Known,
            OrganizationTitle = Text(organization.Value, "name"),
        }, null);
    }

    private static (JsonElement? Content, BarsProblem? Problem) Resource(IHeaderDictionary headers, string name, string type)
    {
        if (headers[name].ToString() is not { Length: > 0 } header)
            return (null, BarsProblem.Malformed("required", $"The header {name} was not included."));
        var (content, fault) = Decoded(header);
        if (content is null)
            return (null, BarsProblem.Malformed("structure", $"{fault} of the {name} header failed."));
        return Text(content.Value, "resourceType") == type ? (content, null) : (null, BarsProblem.Malformed("structure", $"The {name} header is to hold a {type}."));
    }

    // Standard base64 of a JSON object; what else is in it is not looked at, as its examples are no strict R4.
    private static (JsonElement? Content, string? Fault) Decoded(string header)
    {
        if (header.Length > Longest || !Base64.IsValid(header))
            return (null, "The base64 decoding");
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(header)));
            return document.RootElement.ValueKind == JsonValueKind.Object ? (document.RootElement.Clone(), null) : (null, "The reading");
        }
        catch (JsonException)
        {
            return (null, "The reading");
        }
    }

    private static IEnumerable<BarsIdentifier> Identifiers(JsonElement resource) =>
        resource.TryGetProperty("identifier", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(Identifier).OfType<BarsIdentifier>() : [];

    private static BarsIdentifier? Identifier(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && Text(item, "system") is { } system && Text(item, "value") is { } value ? new BarsIdentifier(system, value) : null;

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String && found.GetString() is { Length: > 0 } text ? text : null;
}
