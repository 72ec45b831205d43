using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Fhir.Search;
using Gateway.Security;
using Gateway.Sources;

namespace Gateway.Endpoints.Fhir;

/// <summary><c>GET /fhir/{type}/{id}</c>. What is not there, what its source has deleted and what the caller may not see are one answer.</summary>
internal sealed class ReadEndpoint(FederatedRead federation, SearchContext context)
{
    public async Task<IResult> GetAsync(string type, string id, HttpContext http)
    {
        if (!context.Parameters.HasType(type))
            return FhirAnswer.Of(FhirProblem.NotFound);
        var caller = http.Caller();
        if (!caller.Grant(Interaction.Read, type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (found, report) = await federation.ReadAsync(type, id, http.RequestAborted);
        if (found is null)
            return FhirAnswer.Of(report is { IsFailure: true } ? NoAnswer(report) : FhirProblem.NotFound);
        return Disclosure.For(caller, (Interaction.Read, type))(found.Resource) is { } seen
            ? new FhirAnswer(seen) { Version = found.Version } : FhirAnswer.Of(FhirProblem.NotFound);
    }

    /// <summary>That a source did not say whether there is such a resource.</summary>
    public static FhirProblem NoAnswer(SourceReport report) => report.State == SourceState.TimedOut
        ? new FhirProblem(504, "timeout", "The source of this resource did not answer in time.")
        : new FhirProblem(503, report.State == SourceState.Throttled ? "throttled" : "transient", "The source of this resource cannot be asked for the moment.") { RetryAfter = report.RetryAfter ?? TimeSpan.FromSeconds(30) };
}
