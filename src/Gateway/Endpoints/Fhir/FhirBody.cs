using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir;

/// <summary>Reads the resource that a request brings.</summary>
internal static class FhirBody
{
    /// <summary>The resource, or why there is none: 415 for what is neither JSON nor XML, 413 for more than that many bytes, 400 for what cannot be read.</summary>
    public static async Task<(Element Resource, FhirProblem? Problem)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        var (read, problem) = await ContentAsync(request, maxBytes, cancellation);
        return problem is not null ? (default, problem) : read!.IsRead ? (read.Root, null) : (default, FhirProblem.Invalid(read.Faults));
    }

    /// <summary>What was read of the body, with its faults; or why it was not read at all.</summary>
    public static async Task<(ReadResult? Read, FhirProblem? Problem)> ContentAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (request.ContentType is { Length: > 0 } type && FhirFormat.XmlOrJson(type) is null)
            return (null, new FhirProblem(415, "not-supported", "Resources are taken as application/fhir+json or application/fhir+xml."));
        var read = await FhirContent.ReadAsync(request.Body, options: new ReadOptions { MaxBytes = maxBytes }, cancellationToken: cancellation);
        return read.Faults is [{ Kind: FaultKind.TooLong, Expression: "", Line: 0 }] ? (null, FhirProblem.Invalid(read.Faults, 413)) : (read, null);
    }
}
