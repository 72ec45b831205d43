using Gateway.Endpoints.Fhir.Operations;
using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Hosting;
using Gateway.Medication;
using Gateway.Security;
using Gateway.Sources;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>
/// <c>Patient/$medication-history?identifier=system|value</c> and <c>Patient/{id}/$medication-history</c>: what all sources say of a person's medicines, side by side, and where
/// they disagree. The Bundle ends with the completeness outcome that searches have.
/// </summary>
internal sealed class MedicationHistoryEndpoint(PersonOperation operation, LoadedArea area, IngredientIndex ingredients, FhirAddress address, TimeProvider time)
{
    private const string Word = "$medication-history";
    private static readonly HashSet<string> s_types = ["MedicationStatement", "MedicationRequest", "MedicationAdministration"];
    private static readonly PersonWish s_wish = new() { Types = s_types, Asked = s_types.Concat(["Medication", "OperationOutcome"]).ToHashSet(), IsFollowed = t => t == "Medication" };

    /// <param name="id">The id of one of the person's Patients; null where a number names the person.</param>
    /// <param name="http">The request.</param>
    public async Task<IResult> GetAsync(string? id, HttpContext http)
    {
        // Half of the evidence would show disagreements that are none, and hide others.
        if (!s_types.All(t => http.Caller().Grant(Interaction.Search, t).IsAllowed))
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (input, fault) = await OperationInput.ReadAsync(http, OperationSignature.OfSearch);
        if (input is null)
            return FhirAnswer.Of(fault!);
        var (named, problem) = operation.Named(id, input);
        return named is null ? FhirAnswer.Of(problem!) : await operation.AnswerAsync(Word, named, s_wish, [], http, a => Bundle(a, address.Of(http.Request)));
    }

    private Element Bundle(PersonAnswer answer, string root)
    {
        var found = answer.Found;
        var own = found.Own.Where(o => s_types.Contains(o.Type)).Select(o => found.Origins[o.ToString()] with { Resource = o.Resource });
        var resources = own.Concat(found.Referred).Concat(found.Outcomes).Select(r => new MedicationResource(r.Source.Name, found.Reports.FirstOrDefault(p => p.Source.Name == r.Source.Name)?.AsOf, r.Resource));
        var history = new MedicationHistory(ingredients, new Uri($"{root}/"), time, Guid.NewGuid);
        return With(history.Of(Subject(found), [.. found.Reports.Select(Source)], [.. resources]), answer.Said);
    }

    // Who sees medicines and not whose they are still sees the reference.
    private static string Subject(PersonFound found) => found.Patients.Count > 0 ? found.Patients[0].Address
        : found.Own.SelectMany(o => References.Addresses(o.Resource)).First(a => a.StartsWith("Patient/", StringComparison.Ordinal));

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
