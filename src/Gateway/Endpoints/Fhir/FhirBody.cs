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
        if (request.ContentType is { Length: > 0 } type && FhirFormat.XmlOrJson(type) is null)
            return (default, new FhirProblem(415, "not-supported", "Resources are taken as application/fhir+json or application/fhir+xml."));
        var read = await FhirContent.ReadAsync(request.Body, options: new ReadOptions { MaxBytes = maxBytes }, cancellationToken: cancellation);
        if (read.IsRead)
            return (read.Root, null);
        return (default, FhirProblem.Invalid(read.Faults, read.Faults is [{ Kind: FaultKind.TooLong, Expression: "", Line: 0 }] ? 413 : 400));
    }
}
