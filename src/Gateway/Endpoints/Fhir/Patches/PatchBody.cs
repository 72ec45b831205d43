using Gateway.Fhir;
using Gateway.Fhir.Patches;

namespace Gateway.Endpoints.Fhir.Patches;

/// <summary>Patches as requests bring them: JSON Patch, or FHIRPath Patch as Parameters (http://hl7.org/fhir/R4/http.html#patch).</summary>
internal static class PatchBody
{
    private const string JsonPatchType = "application/json-patch+json";
    private const string Accepted = $"{JsonPatchType}, {FhirFormat.Json}, {FhirFormat.Xml}";
    public const int MaxBytes = 1024 * 1024;

    private static readonly FhirProblem s_other = new(StatusCodes.Status415UnsupportedMediaType, "not-supported", $"A patch is sent as one of {Accepted}.");

    /// <summary>The patch that a request brings, with its bytes; or why it brings none.</summary>
    public static async Task<(ResourcePatch? Patch, byte[] Sent, FhirProblem? Problem)> ReadAsync(HttpContext http)
    {
        if (KindOf(http.Request.ContentType) is null)
        {
            // RFC 5789, 2.2.
            http.Response.Headers["Accept-Patch"] = Accepted;
            return (null, [], s_other);
        }

        if (await LimitedBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted) is not { } body)
            return (null, [], new FhirProblem(StatusCodes.Status413PayloadTooLarge, "too-long", $"A patch has at most {MaxBytes} bytes."));
        var (patch, problem) = Read(http.Request.ContentType, body);
        return (patch, body, problem);
    }

    /// <summary>The patch that a content of that type is, or why it is none.</summary>
    public static (ResourcePatch? Patch, FhirProblem? Problem) Read(string? contentType, byte[] body)
    {
        if (KindOf(contentType) is not { } isJsonPatch)
            return (null, s_other);
        if (isJsonPatch)
            return Of(JsonPatch.Read(body));
        var read = FhirContent.Read(body);
        return read.IsRead ? Of(PathPatch.Read(read.Root)) : (null, FhirProblem.Invalid(read.Faults));
    }

    public static (ResourcePatch? Patch, FhirProblem? Problem) Of(PatchParse parse) => parse.Patch is null ? (null, FhirProblem.Invalid(parse.Faults)) : (parse.Patch, null);

    // True for a JSON Patch, false for FHIR, null for what is neither.
    private static bool? KindOf(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
            return null;
        return string.Equals(contentType.Split(';')[0].Trim(), JsonPatchType, StringComparison.OrdinalIgnoreCase) ? true : FhirFormat.XmlOrJson(contentType) is null ? null : false;
    }
}
