using System.Buffers;
using System.Globalization;
using Gateway.Disclosures;
using Gateway.Fhir.Json;
using Gateway.Fhir.Xml;

namespace Gateway.Endpoints.Fhir;

/// <summary>A resource that was released, on its way to the caller in the format that was asked for. Nothing else writes FHIR content.</summary>
internal sealed class FhirAnswer(Released released, int status = StatusCodes.Status200OK) : IResult
{
    /// <summary>The version in an ETag; null for none.</summary>
    public string? Version { get; init; }

    public string? Location { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A problem as an OperationOutcome.</summary>
    public static FhirAnswer Of(FhirProblem problem) =>
        new(Released.Own(Outcome.Of(problem.Faults.Count > 0 ? [] : [new OutcomeIssue("error", problem.Code, problem.Text) { Codings = problem.Codings }], problem.Faults)), problem.Status) { RetryAfter = problem.RetryAfter };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        if (FhirFormat.Of(request) is not { } format)
        {
            await Of(new FhirProblem(406, "not-supported", "Answers are given in application/fhir+json or application/fhir+xml.")).WriteAsync(response, new FhirFormat(false, false));
            return;
        }

        await WriteAsync(response, format);
    }

    private async Task WriteAsync(HttpResponse response, FhirFormat format)
    {
        var body = new ArrayBufferWriter<byte>(8 * 1024);
        if (!format.IsXml)
            FhirJson.Write(released.Content, body, format.IsIndented);
        else if (!FhirXml.TryWrite(released.Content, body, out _, format.IsIndented))
        {
            await Of(new FhirProblem(406, "not-supported", "The answer holds characters that XML cannot bear; ask for JSON.")).WriteAsync(response, new FhirFormat(false, format.IsIndented));
            return;
        }

        response.StatusCode = status;
        response.ContentType = format.ContentType;
        response.Headers.CacheControl = "no-store";
        if (Version is not null)
            response.Headers.ETag = $"W/\"{Version}\"";
        if (Location is not null)
            response.Headers.Location = Location;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory);
    }
}
