using System.Globalization;
using Gateway.Disclosures;
using Gateway.Disclosures.Audit;
using Gateway.Endpoints.Fhir.Bundles;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Xml;
using Gateway.Security;
using Microsoft.Net.Http.Headers;

namespace Gateway.Endpoints.Fhir;

/// <summary>A resource that was released, on its way to the caller in the format that was asked for; or a status without one. Nothing else writes FHIR content.</summary>
internal sealed class FhirAnswer(Released? released, int status = StatusCodes.Status200OK) : IResult
{
    private AnswerBuffer? _written;

    public int Status => status;

    /// <summary>What it says; null where the status says all.</summary>
    public Released? Released => released;

    /// <summary>The version in an ETag; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>When what it says of was last changed.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>The address of what it says of, below the interface's own (<c>Patient/1/_history/1</c>), or a whole address elsewhere.</summary>
    public string? Location { get; init; }

    /// <summary>The address, below the interface's own, that tells how far what was taken in has come.</summary>
    public string? Follow { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The methods that the address knows.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>True for a refusal that a token of other scopes would lift.</summary>
    public bool IsOfScope { get; init; }

    /// <summary>True when a caller that has this version already need not be sent it again: what it is shown hangs on nothing but the version.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Lets an answer go, and writes it out while its trail is being stored. It is sent once that is on the disk.</summary>
    public static async Task<FhirAnswer> ReleaseAsync(Viewing viewing, Element answer, HttpContext http)
    {
        // What goes into another answer is written there; XML may not take all that there is.
        if (http.Features.Get<EntryAnswer>() is not null || FhirFormat.Of(http.Request) is not { IsXml: false } format)
            return new FhirAnswer(await viewing.ReleaseAsync(answer, http.RequestAborted));
        var written = new AnswerBuffer();
        try
        {
            return new FhirAnswer(await viewing.ReleaseAsync(answer, http.RequestAborted, content => FhirJson.Write(content, written, format.IsIndented))) { _written = written };
        }
        catch
        {
            written.Dispose();
            throw;
        }
    }

    /// <summary>A problem as an OperationOutcome.</summary>
    public static FhirAnswer Of(FhirProblem problem) =>
        new(Released.Own(Outcome.Of(problem.Faults.Count > 0 ? [] : [new OutcomeIssue("error", problem.Code, problem.Text) { Codings = problem.Codings }], problem.Faults)), problem.Status) { RetryAfter = problem.RetryAfter, Allow = problem.Allow, IsOfScope = problem.IsOfScope };

    /// <summary>A problem in place of what a viewing was opened for, once it is in the trail that nothing was disclosed.</summary>
    public static async Task<FhirAnswer> RefusedAsync(Viewing viewing, FhirProblem problem, CancellationToken cancellation)
    {
        await viewing.RefuseAsync(cancellation);
        return Of(problem);
    }

    /// <summary>The same with other content, or none.</summary>
    public FhirAnswer With(Released? other, int otherStatus) => new(other, otherStatus) { Version = Version, Modified = Modified, Location = Location, Follow = Follow, RetryAfter = RetryAfter };

    /// <summary>True when the caller says that it has what this would send.</summary>
    public bool IsKnownTo(HttpRequest request) => IsConditional && status == StatusCodes.Status200OK && EntityTags.IsKnown(request, Version, Modified);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var isKnown = IsKnownTo(request);
        if (status == StatusCodes.Status403Forbidden && httpContext.FindCaller() is { } caller)
            await httpContext.RequestServices.GetRequiredService<RefusalTrail>().AddAsync(httpContext, caller, "not allowed");
        if (httpContext.Features.Get<EntryAnswer>() is { } entry)
            entry.Given = isKnown ? With(null, StatusCodes.Status304NotModified) : this;
        else if (released is null || isKnown)
            Head(httpContext, isKnown ? StatusCodes.Status304NotModified : status);
        else if (FhirFormat.Of(request) is { } format)
            await WriteAsync(httpContext, format);
        else if (status >= StatusCodes.Status400BadRequest)
            await WriteAsync(httpContext, new FhirFormat(false, false));
        else
            await Of(new FhirProblem(406, "not-supported", "Answers are given in application/fhir+json or application/fhir+xml.")).WriteAsync(httpContext, new FhirFormat(false, false));
    }

    private async Task WriteAsync(HttpContext http, FhirFormat format)
    {
        if (released is not { Content: var content })
        {
            Head(http, status);
            return;
        }

        using var body = _written ?? new AnswerBuffer();
        if (!format.IsXml && _written is null)
            FhirJson.Write(content, body, format.IsIndented);
        else if (format.IsXml && !FhirXml.TryWrite(content, body, out _, format.IsIndented))
        {
            await Of(new FhirProblem(406, "not-supported", "The answer holds characters that XML cannot bear; ask for JSON.")).WriteAsync(http, new FhirFormat(false, format.IsIndented));
            return;
        }

        Head(http, status);
        http.Response.ContentType = format.ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body.Written);
    }

    private static string Whole(HttpContext http, string path) => $"{http.RequestServices.GetRequiredService<FhirAddress>().Of(http.Request)}/{path}";

    private void Head(HttpContext http, int code)
    {
        var headers = http.Response.Headers;
        http.Response.StatusCode = code;
        headers.CacheControl = "no-store";
        headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (IsOfScope)
            headers.WWWAuthenticate = Refusals.InsufficientScope;
        if (Version is not null)
            headers.ETag = EntityTags.Of(Version);
        if (Modified is { } modified)
            headers.LastModified = modified.ToString("R", CultureInfo.InvariantCulture);
        if (Location is not null)
            headers.Location = Location.Contains("://", StringComparison.Ordinal) ? Location : Whole(http, Location);
        if (Follow is not null)
            headers.ContentLocation = Whole(http, Follow);
        if (RetryAfter is { } wait)
            headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (Allow.Count > 0)
            headers.Allow = string.Join(", ", Allow);
    }
}
