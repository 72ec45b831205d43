using System.Globalization;
using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Own;
using Gateway.Fhir.Elements;
using Gateway.Sources;
using Gateway.Storage;

namespace Gateway.Endpoints.Fhir;

/// <summary>
/// <c>GET /fhir/{type}/{id}</c>. What is not there and what the caller may not see are one answer; that something of the ledger was deleted is said to who could see it.
/// </summary>
internal sealed class ReadEndpoint(FederatedRead federation, OwnVersions versions, GatewayLedger ledger, ReadOpening opening)
{
    public async Task<IResult> GetAsync(string type, string id, HttpContext http)
    {
        var (opened, refusal) = await opening.OpenAsync(http, "read", type, $"{type}/{id}");
        if (opened is not { Viewing: var viewing })
            return refusal;
        var read = await federation.ReadAsync(type, id, viewing, http.RequestAborted);
        if (read.Seen is { } seen)
        {
            var given = opened.Given(seen);
            return new FhirAnswer(await viewing.ReleaseAsync(given, http.RequestAborted)) { Version = read.Found!.Version, Modified = ModifiedOf(seen), IsConditional = given == read.Found.Resource };
        }

        var isGone = read.Found is null && await WasSeenAsync(type, id, viewing, http.RequestAborted);
        return await opened.RefusedAsync(isGone ? FhirProblem.Gone : read is { Found: null, Report: { IsFailure: true } report } ? NoAnswer(report) : FhirProblem.NotFound, http.RequestAborted);
    }

    /// <summary>That a source did not say whether there is such a resource.</summary>
    public static FhirProblem NoAnswer(SourceReport report) => report.State == SourceState.TimedOut
        ? new FhirProblem(504, "timeout", "The source of this resource did not answer in time.")
        : new FhirProblem(503, report.State == SourceState.Throttled ? "throttled" : "transient", "The source of this resource cannot be asked for the moment.") { RetryAfter = report.RetryAfter ?? TimeSpan.FromSeconds(30) };

    /// <summary>When a resource says that it was last changed; null where it does not.</summary>
    public static DateTimeOffset? ModifiedOf(Element seen) =>
        DateTimeOffset.TryParse(seen["meta"].Select(m => m.ChildText("lastUpdated")).FirstOrDefault(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private async Task<bool> WasSeenAsync(string type, string id, Viewing viewing, CancellationToken cancellation)
    {
        if (!versions.IsOwn(type, id) || await ledger.FindAsync(type, id, cancellation) is not { IsDeleted: true } deleted || await versions.ContentAsync(deleted, cancellation) is not { } last)
            return false;
        await versions.KnowAsync(viewing, last, cancellation);
        return viewing.See(last) is not null;
    }
}
