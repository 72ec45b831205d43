using Gateway.Simulators.Serving;

namespace Gateway.Simulators.Trust;

/// <summary>Answers in FHIR's media type.</summary>
internal static class Fhir
{
    public const string ContentType = "application/fhir+json; charset=utf-8";

    public static BodyResult Body(ReadOnlyMemory<byte> body, int status = 200, string? etag = null, string? location = null) => new(status, ContentType, body, etag, location);

    public static BodyResult Outcome(int status, string code, string text) => Body(
        Json.Bytes(new
        {
            resourceType = "OperationOutcome",
            issue = new[]
            {
                new
                {
                    severity = "error",
                    code = status switch { 404 => "not-found", 412 => "conflict", 400 => "invalid", _ => "processing" },
                    details = new { coding = new[] { new { system = "https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1", code, display = text } }, text },
                },
            },
        }),
        status);
}
