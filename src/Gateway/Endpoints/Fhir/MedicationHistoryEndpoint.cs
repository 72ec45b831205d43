using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Completeness;
using Gateway.Federation.Ids;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search.Matching;
using Gateway.Hosting;
using Gateway.Medication;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Telemetry;

namespace Gateway.Endpoints.Fhir;

/// <summary>
/// <c>Patient/$medication-history?identifier=system|value</c> and <c>Patient/{id}/$medication-history</c>: what all sources say of a person's medicines, side by side, and where
/// they disagree. The Bundle ends with the completeness outcome that searches have.
/// </summary>
internal sealed class MedicationHistoryEndpoint(FederatedPerson federation, GatewayIds ids, LoadedArea area, IngredientIndex ingredients, FhirAddress address, GatewayMeter meter, Disclosure disclosure, TimeProvider time)
{
    private const string Word = "$medication-history";
    private static readonly HashSet<string> s_types = ["MedicationStatement", "MedicationRequest", "MedicationAdministration"];
    private static readonly HashSet<string> s_others = ["Medication", "OperationOutcome"];

    public Task<IResult> OfIdAsync(string id, HttpContext http) =>
        ids.TryOpen(id, out var opened) && opened.Type == "Patient" ? AnswerAsync(new NamedPersons([id], []), http) : Task.FromResult<IResult>(FhirAnswer.Of(FhirProblem.NotFound));

    public Task<IResult> OfNumberAsync(HttpContext http) => http.Request.Query["identifier"].ToString().Split('|') is [{ Length: > 0 } system, { Length: > 0 } value]
        ? AnswerAsync(new NamedPersons([], [new SourceIdentifier(system, value)]), http)
        : Task.FromResult<IResult>(FhirAnswer.Of(new FhirProblem(400, "required", "The person is named as identifier=system|value.")));

    private async Task<IResult> AnswerAsync(NamedPersons named, HttpContext http)
    {
        var caller = http.Caller();
        // Half of the evidence would show disagreements that are none, and hide others.
        if (!s_types.All(t => caller.Grant(Interaction.Search, t).IsAllowed))
            return FhirAnswer.Of(FhirProblem.Forbidden);
        if (NamedNumbers.IsMistyped(named))
            return FhirAnswer.Of(FhirProblem.MistypedNhsNumber);
        var see = disclosure.For(caller);
        var found = await federation.GatherAsync(named, s_types, s_others, see, http.RequestAborted);
        var outcome = new SearchOutcome(new SearchResult { Total = found.Resources.Count(IsMedicine) }, [.. found.Reports.Select(r => Said(r, found))]) { IsContested = found.IsContested };
        meter.Count(Word, outcome);
        var isUnknown = found.PatientIds.Count == 0 && named.PatientIds.Count == 0;
        // That nobody knows the person can be said only where all have answered.
        if (outcome.HasFailed || ((isUnknown || CompletenessAnswer.IsStrict(http.Request)) && outcome.IsIncomplete))
            return CompletenessAnswer.Withheld(see, outcome, []);
        if (isUnknown)
            return new FhirAnswer(CompletenessAnswer.Outcome(see, outcome, [new Fault(FaultKind.Value, "No system that was asked knows a person by this number.", "", 0, 0)]), 404);
        var patient = named.PatientIds.Count > 0 ? named.PatientIds[0] : found.PatientIds[0];
        var history = new MedicationHistory(ingredients, new Uri($"{address.Of(http.Request)}/"), time, Guid.NewGuid);
        var bundle = history.Of($"Patient/{patient}", [.. found.Reports.Select(Source)], [.. found.Resources.Select(r => new MedicationResource(r.Source.Name, found.Reports.FirstOrDefault(p => p.Source.Name == r.Source.Name)?.AsOf, r.Resource))]);
        return new FhirAnswer(With(bundle, CompletenessAnswer.Outcome(see, outcome, [])));
    }

    private static bool IsMedicine(RecordResource resource) => s_types.Contains(resource.Type);

    // Who knows the person and no medicine of theirs says so; for what disagrees it still counts that they know the person.
    private static SourceReport Said(SourceReport report, PersonFound found) =>
        report.State == SourceState.Answered && !found.Resources.Any(r => IsMedicine(r) && r.Source.Name == report.Source.Name) ? report with { State = SourceState.NothingKnown } : report;

    private MedicationSource Source(SourceReport report) => new()
    {
        Name = report.Source.Name,
        Title = report.Source.Title,
        Holds = MedicationSource.EvidenceOf(area.Area.Sources.FirstOrDefault(s => s.Name == report.Source.Name)?.Kind ?? report.Source.Name),
        State = report.IsCut ? SourceState.Partly : report.State,
        AsOf = report.AsOf,
    };

    private static Element With(Element bundle, Element outcome)
    {
        var draft = bundle.Edit();
        var entry = draft.Add("entry");
        entry.AddText("fullUrl", $"urn:uuid:{Guid.NewGuid():D}");
        entry.Put("resource", outcome);
        return draft.Build();
    }
}
