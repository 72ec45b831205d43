using Gateway.Endpoints.Fhir.Operations;
using Gateway.Federation;
using Gateway.Federation.Completeness;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Security;
using Gateway.Summaries;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>
/// <c>Patient/{id}/$summary</c> and <c>Patient/$summary?identifier=system|value</c> (http://hl7.org/fhir/uv/ips/OperationDefinition/summary): what all sources know of a person as an International
/// Patient Summary.
/// </summary>
internal sealed class SummaryEndpoint(PersonOperation operation, PersonTypes personal, FhirAddress address, TimeProvider time)
{
    private const string Word = "$summary";
    private static readonly HashSet<string> s_types = [.. SummarySections.Types, "List"];

    /// <param name="id">The id of one of the person's Patients; null where a number names the person.</param>
    /// <param name="http">The request.</param>
    public async Task<IResult> GetAsync(string? id, HttpContext http)
    {
        var caller = http.Caller();
        if (!caller.Grant(Interaction.Read, PersonTypes.Patient).IsAllowed && !caller.Grant(Interaction.Search, PersonTypes.Patient).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (input, fault) = await OperationInput.ReadAsync(http, OperationSignature.OfSearch);
        if (input is null)
            return FhirAnswer.Of(fault!);
        var (named, problem) = operation.Named(id, input);
        if (named is null)
            return FhirAnswer.Of(problem!);
        var wish = new PersonWish { Types = s_types, Asked = s_types.Append(PersonTypes.Patient).Append("Medication").ToHashSet(), IsFollowed = t => !personal.Has(t) };
        return await operation.AnswerAsync(Word, named, wish, [], http, a => a.Found.Patients.Count == 0 ? null : Document(a, address.Of(http.Request)));
    }

    private Element Document(PersonAnswer answer, string root)
    {
        var found = answer.Found;
        var told = answer.Said["issue"].SelectMany(i => i["details"]).SelectMany(d => d["coding"]).Where(c => c.ChildText("system") == CompletenessOutcome.SourceSystem).Select(c => c.ChildText("code")).ToHashSet();
        var missing = found.Reports.Where(r => r.IsMissing).Select(r => new SummarySource(told.Contains(r.Source.Name) ? r.Source.Title : null, r.Source.Types));
        var content = new SummaryContent(Subject(found.Patients), found.Ids, [.. found.Own.Select(o => o.Resource)], [.. found.Referred.Select(r => r.Resource)], [.. missing], answer.Said);
        return new SummaryDocument(root, time.GetUtcNow(), Guid.NewGuid).Of(content);
    }

    // Whose name and date of birth are known; of several the one that was named, or of the first source.
    private static Element Subject(IReadOnlyList<RecordResource> patients) =>
        patients.Select(p => p.Resource).OrderByDescending(p => p["birthDate"].Any() && p["name"].Any()).First();
}
