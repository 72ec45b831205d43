using Gateway.Access.Policies;
using Gateway.Endpoints.Fhir;
using Gateway.Federation.Persons;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Hosting;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;
using Gateway.Telemetry;

namespace Gateway.Disclosures.Emergency;

/// <summary>
/// <c>POST /fhir/$emergency-access</c>, a Parameters with <c>patient</c> (a Reference with address or number) and <c>reason</c> (words): (1) the caller's row must allow it; (2) the grant, a Task of
/// review for each controller, and the events that tell these are stored in one transaction; (3) the grant is answered, and named in <c>X-Emergency-Grant</c> on the requests that it is for.
/// </summary>
internal sealed class EmergencyEndpoint(AccessPolicies policies, LoadedArea area, LinkIndex links, ResourceWriter writer, GatewayLedger ledger, Viewings viewings, EmergencyOptions options, GatewayMeter meter, ILogger<EmergencyEndpoint> log, TimeProvider time, Func<string> newId)
{
    private const int MaxBytes = 16 * 1024;
    private const int ShortestReason = 10;
    private const int LongestReason = 2_000;

    public async Task<IResult> PostAsync(HttpContext http)
    {
        var caller = http.Caller();
        var read = await FhirContent.ReadAsync(http.Request.Body, options: new ReadOptions { MaxBytes = MaxBytes }, cancellationToken: http.RequestAborted);
        if (!read.IsRead)
            return FhirAnswer.Of(FhirProblem.Invalid(read.Faults));
        var (patient, reason, faults) = Asked(read.Root);
        if (faults.Count > 0)
            return FhirAnswer.Of(FhirProblem.Invalid(faults, 422));
        if (caller.User is null || caller.Purpose is not { } purpose || !MayBreak(caller))
            return FhirAnswer.Of(new FhirProblem(403, "forbidden", "Access in an emergency is granted to named people of care services, where the area's policies have it."));
        var (grant, now) = (newId(), time.GetUtcNow());
        var subject = await SubjectAsync(patient, http.RequestAborted);
        var stored = await ledger.WriteAsync($"Task/{grant}", async session =>
        {
            var outcome = await writer.WriteAsync(session, new UpdateChange(EmergencyTask.GrantOf(grant, caller, purpose, subject, reason!, now, now + options.Life)), http.RequestAborted);
            foreach (var controller in Controllers(caller))
            {
                var review = newId();
                await writer.WriteAsync(session, new UpdateChange(EmergencyTask.ReviewOf(review, grant, caller, controller, subject, reason!, now)), http.RequestAborted);
                session.Emit(new LedgerEvent("emergency.review-due", "Task", review, 1));
            }

            session.Emit(new LedgerEvent("emergency.granted", "Task", grant, 1));
            return outcome.Resource!;
        }, http.RequestAborted);
        meter.EmergencyGranted(caller.Organization ?? "none");
        Log.EmergencyGranted(log, caller.ClientId, grant);
        var (viewing, problem) = await viewings.OpenAsync(http, "create", $"Task/{grant}");
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        return new FhirAnswer(await viewing.ReleaseOwnAsync(Json(stored), subject, http.RequestAborted), StatusCodes.Status201Created) { Location = $"Task/{grant}", Version = "1" };
    }

    private bool MayBreak(Caller caller) => policies.Rows.Any(r => r.BreakGlass is not null && r.Recipient == caller.Recipient && r.Purpose == caller.Purpose && r.IsFor(caller.Organization) && r.Facts.All(caller.Facts.Contains));

    private IEnumerable<string> Controllers(Caller caller) => area.Area.Sources.Select(s => s.Organization).Distinct(StringComparer.Ordinal).Where(o => o != caller.Organization);

    // The record that the index knows, so that the grant stands for the person and not for a number that was typed.
    private async Task<string> SubjectAsync(Element patient, CancellationToken cancellation)
    {
        if (patient.ChildText("reference") is { } reference)
            return reference;
        var (system, value) = patient["identifier"].Select(i => (i.ChildText("system")!, i.ChildText("value")!)).First();
        var persons = await links.FindAsync(system, value, cancellation);
        return persons is [var only] ? $"Patient/{only.Records[0].Patient}" : $"{system}|{LinkSystems.Normalised(system, value)}";
    }

    private static Element Json(StoredResource stored) => Gateway.Fhir.Json.FhirJson.Read(stored.Content.ToArray()).Root;

    private static (Element Patient, string? Reason, IReadOnlyList<Fault> Faults) Asked(Element parameters)
    {
        var faults = new List<Fault>();
        var patient = Values(parameters, "patient").FirstOrDefault(v => v.Type.Name == "Reference"
            && (v.ChildText("reference")?.StartsWith("Patient/", StringComparison.Ordinal) ?? v["identifier"].Any(i => i.ChildText("system") is { } system && PersonSystems.IsOfPerson(system) && i.ChildText("value") is { Length: > 0 })));
        if (parameters.Type.Name != "Parameters" || patient.IsNone)
            faults.Add(new Fault(FaultKind.Value, "Who it is about is told in the parameter patient, a Reference to a Patient or with one of the person's numbers.", "Parameters.parameter", 0, 0));
        var reason = Values(parameters, "reason").Select(v => v.Text?.Trim()).FirstOrDefault();
        if (reason is null || reason.Length is < ShortestReason or > LongestReason)
            faults.Add(new Fault(FaultKind.Value, $"Why it is needed is told in the parameter reason, in {ShortestReason} to {LongestReason} characters.", "Parameters.parameter", 0, 0));
        return (patient, reason, faults);
    }

    private static IEnumerable<Element> Values(Element parameters, string name) => parameters["parameter"].Where(p => p.ChildText("name") == name).SelectMany(p => p["value"]);
}
