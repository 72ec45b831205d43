using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Fhir.Search;
using Gateway.Security;
using Gateway.Sources;

namespace Gateway.Endpoints.Fhir;

/// <summary><c>GET /fhir/{type}/{id}</c>. What is not there, what its source has deleted and what the caller may not see are one answer.</summary>
internal sealed class ReadEndpoint(FederatedRead federation, Viewings viewings, SearchContext context)
{
    public async Task<IResult> GetAsync(string type, string id, HttpContext http)
    {
        if (!context.Parameters.HasType(type))
            return FhirAnswer.Of(FhirProblem.NotFound);
        if (!http.Caller().Grant(Interaction.Read, type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (viewing, problem) = await viewings.OpenAsync(http, "read", $"{type}/{id}", asked: (Interaction.Read, type));
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        var read = await federation.ReadAsync(type, id, viewing, http.RequestAborted);
        if (read.Seen is { } seen)
            return new FhirAnswer(await viewing.ReleaseAsync(seen, http.RequestAborted)) { Version = read.Found!.Version };
        await viewing.RefuseAsync(http.RequestAborted);
        return FhirAnswer.Of(read is { Found: null, Report: { IsFailure: true } report } ? NoAnswer(report) : FhirProblem.NotFound);
    }

    /// <summary>That a source did not say whether there is such a resource.</summary>
    public static FhirProblem NoAnswer(SourceReport report) => report.State == SourceState.TimedOut
        ? new FhirProblem(504, "timeout", "The source of this resource did not answer in time.")
        : new FhirProblem(503, report.State == SourceState.Throttled ? "throttled" : "transient", "The source of this resource cannot be asked for the moment.") { RetryAfter = report.RetryAfter ?? TimeSpan.FromSeconds(30) };
}
