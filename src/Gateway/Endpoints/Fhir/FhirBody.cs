using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir;

/// <summary>Reads the resource that a request brings.</summary>
internal static class FhirBody
{
    private static readonly FhirProblem s_other = new(415, "not-supported", "Resources are taken as application/fhir+json or application/fhir+xml, of FHIR 4.0 and in UTF-8.");
    private static readonly FhirProblem s_mistyped = FhirProblem.Invalid([new Fault(FaultKind.Structure, "The content is JSON and said to be XML, or the other way round.", "", 1, 1)]);

    /// <summary>The resource, or why there is none: 415 for what is neither JSON nor XML, 413 for more than that many bytes, 400 for what cannot be read.</summary>
    public static async Task<(Element Resource, FhirProblem? Problem)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        var (read, problem) = await ContentAsync(request, maxBytes, cancellation);
        return problem is not null ? (default, problem) : read!.IsRead ? (read.Root, null) : (default, FhirProblem.Invalid(read.Faults));
    }

    /// <summary>What was read of the body, with its faults; or why it was not read at all.</summary>
    public static async Task<(ReadResult? Read, FhirProblem? Problem)> ContentAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        var (content, problem) = await BytesAsync(request, maxBytes, cancellation);
        return content is null ? (null, problem) : (FhirContent.Read(content), null);
    }

    /// <summary>The body, or why it is not looked at: its type is not FHIR's, it is too long, or it is not of the type that it is said to be.</summary>
    public static async Task<(byte[]? Content, FhirProblem? Problem)> BytesAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        var type = request.ContentType is { Length: > 0 } given ? given : null;
        if (type is not null && (FhirFormat.XmlOrJson(type) is null || !FhirFormat.IsTaken(type)))
            return (null, s_other);
        if (await LimitedBody.ReadAsync(request, maxBytes, cancellation) is not { } content)
            return (null, FhirProblem.Invalid([new Fault(FaultKind.TooLong, $"The text is longer than the {maxBytes} bytes that are read.", "", 0, 0)], 413));
        var first = content.AsSpan().TrimStart(" \t\r\n\ufeff"u8) is [var start, ..] ? start : (byte)0;
        return type is not null && first is (byte)'{' or (byte)'<' && FhirFormat.XmlOrJson(type) is { } isXml && isXml != (first == '<') ? (null, s_mistyped) : (content, null);
    }
}
