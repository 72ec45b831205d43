using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Federation.Ids;
using Gateway.Federation.Persons;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search;
using Gateway.Security;
using Gateway.Storage;

namespace Gateway.Disclosures.Consents;

/// <summary>
/// How consents are recorded: by who speaks with the person; what is recorded can be decided by; a consent stays with its person, is withdrawn by its status, and is never deleted. It counts
/// from the next request on. What a person says is written down also where it hides the person from who writes.
/// </summary>
internal sealed class ConsentRule(ConsentCheck check, GatewayIds ids, SearchContext context, GatewayLedger ledger) : IChangeRule
{
    private static readonly FhirProblem s_kept = new(405, "not-supported", "A consent is withdrawn by its status, and never deleted.") { Allow = ["GET", "HEAD", "PUT", "PATCH"] };

    public int? MaxBytes => 256 * 1024;

    public bool Covers(string type) => type == "Consent";

    public FhirProblem? Refusal(Caller caller, RequestedChange change) => change is RequestedDelete ? s_kept : ConsentRecorders.May(caller) ? null : FhirProblem.Forbidden;

    public async Task<FhirProblem?> CheckAsync(LocatedChange change, CancellationToken cancellation)
    {
        var faults = (await check.CheckAsync(change.Content, context.Zone, cancellation)).ToList();
        if (change.Content["patient"].FirstOrDefault() is { IsNone: false } patient && !await IsKnownAsync(patient, cancellation))
            faults.Add(new Fault(FaultKind.Value, "The person is a Patient of this gateway, or named by one of their numbers.", "Consent.patient", 0, 0));
        if (change.Before is { } before && PatientOf(before.Resource) != PatientOf(change.Content))
            faults.Add(new Fault(FaultKind.Value, "A consent stays with its person.", "Consent.patient", 0, 0));
        return faults.Count > 0 ? FhirProblem.Invalid(faults, 422) : null;
    }

    public bool IsWrittenUnseen(LocatedChange change) => true;

    private async Task<bool> IsKnownAsync(Element patient, CancellationToken cancellation)
    {
        if (patient.ChildText("reference") is not { } reference)
            return patient["identifier"].Any(IsOfPerson);
        return reference.Split('/') is ["Patient", var id] && (ids.TryOpen(id, out var opened) ? opened.Type == "Patient" : await ledger.FindAsync("Patient", id, cancellation) is { IsDeleted: false });
    }

    private static bool IsOfPerson(Element identifier) => identifier.ChildText("system") is { } system && PersonSystems.IsOfPerson(system) && identifier.ChildText("value") is { Length: > 0 };

    private static string? PatientOf(Element consent) => consent["patient"].Select(p => p.ChildText("reference")
        ?? p["identifier"].Where(IsOfPerson).Select(i => $"{i.ChildText("system")}|{i.ChildText("value")}").FirstOrDefault()).FirstOrDefault();
}
