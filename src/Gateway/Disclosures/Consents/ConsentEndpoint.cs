using System.Globalization;
using Gateway.Endpoints.Fhir;
using Gateway.Federation;
using Gateway.Federation.Ids;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search;
using Gateway.Security;
using Gateway.Storage.Ledger;

namespace Gateway.Disclosures.Consents;

/// <summary>
/// <c>POST /fhir/Consent</c> and <c>PUT /fhir/Consent/{id}</c>: (1) the content is checked; (2) who records must be able to see what is recorded, and what was there; (3) it is stored as a new
/// version with its audit, and counts from the next request on. A consent is withdrawn by its status; none is ever deleted.
/// </summary>
internal sealed class ConsentEndpoint(ConsentCheck check, Viewings viewings, FederatedRead federation, ResourceWriter writer, GatewayIds ids, SearchContext context, Func<string> newId)
{
    private const int MaxBytes = 256 * 1024;

    public Task<IResult> PostAsync(HttpContext http) => WriteAsync(null, http);

    public Task<IResult> PutAsync(string id, HttpContext http) => WriteAsync(id, http);

    private async Task<IResult> WriteAsync(string? id, HttpContext http)
    {
        var caller = http.Caller();
        if (!caller.Grant(id is null ? Interaction.Create : Interaction.Update, "Consent").IsAllowed || !ConsentRecorders.May(caller))
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var read = await FhirContent.ReadAsync(http.Request.Body, options: new ReadOptions { MaxBytes = MaxBytes }, cancellationToken: http.RequestAborted);
        if (!read.IsRead)
            return FhirAnswer.Of(FhirProblem.Invalid(read.Faults));
        if (id is not null && read.Root.ChildText("id") != id)
            return FhirAnswer.Of(new FhirProblem(400, "invalid", "The content is to be the Consent of that id."));
        var faults = (await check.CheckAsync(read.Root, context.Zone, http.RequestAborted)).Concat(PatientFaults(read.Root)).ToList();
        if (faults.Count > 0)
            return FhirAnswer.Of(FhirProblem.Invalid(faults, 422));
        var (viewing, problem) = await viewings.OpenAsync(http, id is null ? "create" : "update", id is null ? null : $"Consent/{id}");
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        if (id is null)
            return await StoreAsync(newId(), read.Root, null, viewing, http);

        // What the caller does not see is not there to be changed; a consent of another person cannot be made of it.
        var found = await federation.ReadAsync("Consent", id, viewing, http.RequestAborted);
        if (found.Seen is null || found.Found is not { Source.OwnsIds: true } before)
        {
            await viewing.RefuseAsync(http.RequestAborted);
            return FhirAnswer.Of(FhirProblem.NotFound);
        }

        if (PatientOf(before.Resource) != PatientOf(read.Root))
            return FhirAnswer.Of(FhirProblem.Invalid([new Fault(FaultKind.Value, "A consent stays with its person.", "Consent.patient", 0, 0)], 422));
        return await StoreAsync(id, read.Root, int.Parse(before.Version!, CultureInfo.InvariantCulture), viewing, http);
    }

    private async Task<IResult> StoreAsync(string id, Element consent, int? version, Viewing viewing, HttpContext http)
    {
        var expected = IfMatch(http.Request) ?? version;
        try
        {
            var draft = consent.Edit();
            draft.Remove("id");
            draft.AddText("id", id);
            var outcome = await writer.WriteAsync(new UpdateChange(draft.Build(), expected), http.RequestAborted);
            var stored = outcome.Resource!;
            var content = FhirJson.Read(stored.Content.ToArray()).Root;
            var released = await viewing.ReleaseOwnAsync(content, PatientOf(content), http.RequestAborted);
            return new FhirAnswer(released, version is null ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            {
                Version = stored.Version.ToString(CultureInfo.InvariantCulture),
                Location = version is null ? $"{FhirAddress.Path}/Consent/{id}/_history/{stored.Version}" : null,
            };
        }
        catch (LedgerRefusedException e) when (e.Refusal == LedgerRefusal.Stale)
        {
            return FhirAnswer.Of(new FhirProblem(412, "conflict", "The Consent was changed since it was read."));
        }
    }

    private IEnumerable<Fault> PatientFaults(Element consent)
    {
        var patient = consent["patient"].FirstOrDefault();
        if (patient.IsNone)
            yield break;
        if (patient.ChildText("reference") is { } reference ? !(reference.Split('/') is ["Patient", var id] && ids.TryOpen(id, out var opened) && opened.Type == "Patient") : PatientOf(consent) is null)
            yield return new Fault(FaultKind.Value, "The person is a Patient of this gateway, or named by one of their numbers.", "Consent.patient", 0, 0);
    }

    private static string? PatientOf(Element consent) => consent["patient"].Select(p => p.ChildText("reference")
        ?? p["identifier"].Where(i => i.ChildText("system") is { } system && Federation.Persons.PersonSystems.IsOfPerson(system) && i.ChildText("value") is { Length: > 0 }).Select(i => $"{i.ChildText("system")}|{i.ChildText("value")}").FirstOrDefault()).FirstOrDefault();

    private static int? IfMatch(HttpRequest request) =>
        int.TryParse(request.Headers.IfMatch.ToString().Replace("W/", "", StringComparison.Ordinal).Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
