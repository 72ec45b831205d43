using Gateway.Endpoints.Fhir;
using Gateway.Federation;
using Gateway.Federation.Ids;
using Gateway.Federation.Own;
using Gateway.Federation.Persons;
using Gateway.Security;
using Gateway.Storage.Audit;
using Gateway.Storage.Links;

namespace Gateway.Disclosures.Reports;

/// <summary>
/// <c>GET /fhir/Patient/{id}/$access-report</c>: who saw a person's data, when and what for, as a FHIR document that people can read; <c>Accept: text/html</c> gives its words alone. For those
/// who may see the person's Patient and the trail: the person's own report, and a controller's.
/// </summary>
internal sealed class AccessReportEndpoint(FederatedRead federation, Viewings viewings, AuditLog log, LinkIndex links, GatewayIds ids, FederationOptions options, TimeProvider time, Func<Guid> newGuid)
{
    public async Task<IResult> GetAsync(string id, HttpContext http)
    {
        if (!ids.TryOpen(id, out var opened) || opened.Type != "Patient")
            return FhirAnswer.Of(FhirProblem.NotFound);
        var caller = http.Caller();
        if (!caller.Grant(Interaction.Search, "AuditEvent").IsAllowed || !caller.Grant(Interaction.Read, "Patient").IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (viewing, problem) = await viewings.OpenAsync(http, "operation");
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        var read = await federation.ReadAsync("Patient", id, viewing, http.RequestAborted);
        if (read.Seen is not { } patient)
        {
            await viewing.RefuseAsync(http.RequestAborted);
            return FhirAnswer.Of(read is { Found: null, Report: { IsFailure: true } report } ? ReadEndpoint.NoAnswer(report) : FhirProblem.NotFound);
        }

        var person = await links.FindAsync(id, http.RequestAborted);
        var records = await log.FindAsync([.. (person?.Records.Select(r => r.Patient) ?? []).Append(id).Distinct(StringComparer.Ordinal)], DateTimeOffset.UnixEpoch, time.GetUtcNow().AddDays(1), options.Records, http.RequestAborted);
        var events = records.Select(AuditSource.ResourceOf).OfType<Gateway.Fhir.Elements.Element>().Select(viewing.SeeOwn).OfType<Gateway.Fhir.Elements.Element>().ToList();
        var released = await viewing.ReleaseAsync(AccessReport.Of(patient, events, records.Count == options.Records, time.GetUtcNow(), newGuid), http.RequestAborted);
        return http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html") ? new ReadableAnswer(released) : new FhirAnswer(released);
    }
}
