using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Federation;
using Gateway.Federation.Completeness;
using Gateway.Federation.Persons;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search.Matching;
using Gateway.Security;
using Gateway.Telemetry;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>
/// The way of every operation on one person: (1) who is meant, and may the caller ask; (2) what all sources know of them is gathered and decided; (3) is that enough to answer with, and does
/// the caller see anything of them at all; (4) the answer is made, audited and let go.
/// </summary>
internal sealed class PersonOperation(FederatedPerson federation, SourceRounds rounds, Viewings viewings, GatewayMeter meter)
{
    private static readonly Fault s_unknown = new(FaultKind.Value, "No system that was asked knows a person by this number.", "", 0, 0);

    /// <summary>The person of a request: of the id in its address, or of the parameter <c>identifier</c>; or why there is none.</summary>
    public (NamedPersons? Named, FhirProblem? Problem) Named(string? id, OperationInput input)
    {
        if (id is not null)
            return rounds.Locate($"{PersonTypes.Patient}/{id}") is null ? (null, FhirProblem.NotFound) : (new NamedPersons([id], []), null);
        if (input.Of("identifier").Split('|') is not [{ Length: > 0 } system, { Length: > 0 } value])
            return (null, new FhirProblem(400, "required", "The person is named as identifier=system|value."));
        var named = new NamedPersons([], [new(system, value)]);
        return NamedNumbers.IsMistyped(named) ? (null, FhirProblem.MistypedNhsNumber) : (named, null);
    }

    /// <summary>Answers about a person.</summary>
    /// <param name="word">The operation as it is counted: <c>$everything</c>.</param>
    /// <param name="named">The person.</param>
    /// <param name="wish">What is to be gathered.</param>
    /// <param name="faults">What the caller should know of the request.</param>
    /// <param name="http">The request.</param>
    /// <param name="make">Makes the content of the answer; null where what the caller sees is not enough for one.</param>
    public async Task<IResult> AnswerAsync(string word, NamedPersons named, PersonWish wish, IReadOnlyList<Fault> faults, HttpContext http, Func<PersonAnswer, Element?> make)
    {
        var (viewing, problem) = await viewings.OpenAsync(http, "operation", named.PatientIds is [var only] ? $"{PersonTypes.Patient}/{only}" : null);
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        var found = await federation.GatherAsync(named, wish, viewing, http.RequestAborted);
        var outcome = new SearchOutcome(new SearchResult { Total = found.Own.Count, IsIncludedCut = found.IsReferredCut }, found.Reports) { IsContested = found.IsContested };
        meter.Count(word, outcome);

        // That nobody knows the person can be said only where all have answered.
        if (outcome.HasFailed || ((found.IsUnknown || CompletenessAnswer.IsStrict(http.Request)) && outcome.IsIncomplete))
            return await CompletenessAnswer.WithheldAsync(viewing, outcome, faults, http.RequestAborted);
        var content = found.IsUnknown ? null : make(new PersonAnswer(viewing, found, outcome, CompletenessAnswer.Outcome(viewing, outcome, faults)));
        return content is not { } made ? await UnknownAsync(named, outcome, viewing, http.RequestAborted) : new FhirAnswer(await viewing.ReleaseAsync(made, http.RequestAborted));
    }

    // Nobody knows them, or they are not the caller's to see: one answer.
    private static async Task<IResult> UnknownAsync(NamedPersons named, SearchOutcome outcome, Viewing viewing, CancellationToken cancellation)
    {
        await viewing.RefuseAsync(cancellation);
        return named.PatientIds.Count > 0 ? FhirAnswer.Of(FhirProblem.NotFound)
            : new FhirAnswer(Released.Own(CompletenessAnswer.Outcome(viewing, outcome, [s_unknown])), StatusCodes.Status404NotFound);
    }
}
