using System.Globalization;
using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Federation;
using Gateway.Federation.Completeness;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Values;
using Gateway.Matching;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage.Links;
using Gateway.Telemetry;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>
/// <c>POST /fhir/Patient/$match</c> (http://hl7.org/fhir/R4/patient-operation-match.html): which Patients may be somebody, as likely as what the caller sees of them says. What is not seen is neither
/// found nor compared.
/// </summary>
internal sealed class MatchEndpoint(FederatedCandidates federation, Viewings viewings, IndexExtractor extractor, FederationOptions options, FhirAddress address, GatewayMeter meter)
{
    private const string Word = "$match";

    public async Task<IResult> PostAsync(HttpContext http)
    {
        if (!http.Caller().Grant(Interaction.Search, PersonTypes.Patient).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (input, fault) = await OperationInput.ReadAsync(http, MatchRequest.Signature);
        if (input is null)
            return FhirAnswer.Of(fault!);
        var (request, faults) = MatchRequest.Read(input);
        if (request is null)
            return FhirAnswer.Of(FhirProblem.Invalid(faults, 422));
        var wanted = Traits(request.Patient);
        List<SourceIdentifier> numbers = [.. wanted.Numbers.Select(n => new SourceIdentifier(n.System, n.Value))];
        if (NamedNumbers.IsMistyped(new NamedPersons([], numbers)))
            return FhirAnswer.Of(FhirProblem.MistypedNhsNumber);
        if (numbers.Count > options.Persons)
            return FhirAnswer.Of(new FhirProblem(400, "too-costly", $"Who is looked for may have {options.Persons} numbers."));
        var (viewing, problem) = await viewings.OpenAsync(http, "operation", asked: (Interaction.Search, PersonTypes.Patient));
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        var (patients, same, reports) = await federation.GatherAsync(numbers, Blocks(request.Patient), viewing, http.RequestAborted);
        var scored = patients.Select(p => (Patient: p, Score: PersonMatch.Of(wanted, Traits(p)))).Where(m => m.Score.Grade != MatchGrade.CertainlyNot).ToList();
        var matches = (request.IsOnlyCertain ? Certain(scored, same) : scored).OrderByDescending(m => m.Score.Grade).ThenByDescending(m => m.Score.Score).ThenByDescending(m => m.Score.Evidence.Sum(e => e.Weight))
            .ThenBy(m => m.Patient.Address, StringComparer.Ordinal).ToList();
        var outcome = new SearchOutcome(new SearchResult { Total = matches.Count }, reports);
        meter.Count(Word, outcome);
        if (outcome.HasFailed || (CompletenessAnswer.IsStrict(http.Request) && outcome.IsIncomplete))
            return await CompletenessAnswer.WithheldAsync(viewing, outcome, [], http.RequestAborted);
        var bundle = MatchBundle.Of(address.Of(http.Request), Word, [.. matches.Take(request.Count ?? options.PageSize)], outcome.IsWhole ? matches.Count : null, CompletenessAnswer.Outcome(viewing, outcome, []));
        return new FhirAnswer(await viewing.ReleaseAsync(bundle, http.RequestAborted));
    }

    // Certain is one person: where the certain ones are several people's, none of them is.
    private static List<(RecordResource Patient, MatchScore Score)> Certain(List<(RecordResource Patient, MatchScore Score)> scored, SamePersons same)
    {
        var certain = scored.Where(m => m.Score.Grade == MatchGrade.Certain).ToList();
        return certain.Count == 0 || certain.TrueForAll(m => same.Of(new NamedPersons([certain[0].Patient.Id], [])).Contains(m.Patient.Id)) ? certain : [];
    }

    // Sources that can be searched without a number are asked for those of that date of birth, and for those of that name.
    private static IEnumerable<IReadOnlyDictionary<string, string>> Blocks(Element patient)
    {
        if (patient.ChildText("birthDate") is { } date)
            yield return new Dictionary<string, string> { ["birthdate"] = date };
        foreach (var family in patient["name"].Select(n => n.ChildText("family")).OfType<string>().Distinct().Take(1))
            yield return new Dictionary<string, string> { ["family"] = Escaped(family) };
    }

    private static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    // The caller says who is looked for; what it says is taken as said.
    private PersonTraits Traits(Element patient)
    {
        var draft = patient.Edit();
        draft.Remove("id");
        draft.AddText("id", "wanted");
        return PersonTraits.Of(draft.Build(), patient["identifier"].Select(i => (System: i.ChildText("system"), Value: i.ChildText("value"))).Where(i => i is { System: not null, Value: not null })
            .Select(i => new LinkIdentifier(i.System!, i.Value!, true)), extractor);
    }

    private PersonTraits Traits(RecordResource found) => PersonTraits.Of(found.Resource, PatientRecords.Of(found.Source, [found]).SelectMany(r => r.Identifiers), extractor);
}
