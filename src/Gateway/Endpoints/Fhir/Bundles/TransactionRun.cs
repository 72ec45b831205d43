using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>
/// A transaction (http://hl7.org/fhir/R4/http.html#trules): (1) all entries are read and what is wrong with any is told; (2) references between them, and those that are searches, are made to lead; (3) all
/// changes are decided and stored in one unit of work; (4) what is to be read is read then, each by its own endpoint. A read that fails keeps all from being done, so those that hang on no change are made before
/// any: what they come to then is what is told, and what may be found otherwise by then is asked again.
/// </summary>
internal sealed class TransactionRun(ChangeDesk desk, Viewings viewings, EntryReferences references, EntryRequests requests, FhirAddress address)
{
    public async Task<IResult> RunAsync(IReadOnlyList<(BundleEntry? Entry, Fault? Fault)> read, HttpContext http)
    {
        var entries = new TransactionEntries();
        foreach (var (entry, fault) in read)
            entries.Add(entry, fault);
        entries.Faults.AddRange(PartCycles.Of([.. entries.Changes.Select(c => c.Entry)]));
        if (entries.Faults.Count > 0)
            return FhirAnswer.Of(FhirProblem.Invalid(entries.Faults));
        var answers = new ReleasedEntry[read.Count];
        if (await ReadAsync(entries, answers, http) is { } failed)
            return failed;
        if (entries.Changes.Count > 0 && await ChangeAsync(entries, answers, http) is { } refusal)
            return refusal;
        foreach (var entry in entries.Reads.Where(e => answers[e.Index] is null))
            answers[entry.Index] = EntryResponse.Of(await requests.AskAsync(entry, http), entry, http.Request);
        return new FhirAnswer(Released.Together("transaction-response", address.Of(http.Request), answers));
    }

    // The answer to the first read that fails.
    private async Task<FhirAnswer?> ReadAsync(TransactionEntries entries, ReleasedEntry?[] answers, HttpContext http)
    {
        foreach (var entry in entries.Reads)
        {
            if (entries.Deletes(entry))
                return Placed(FhirAnswer.Of(FhirProblem.Gone), _ => $"{entry.Place}.request.url");
            if (entries.HangsOnChange(entry))
                continue;
            var answer = await requests.AskAsync(entry, http);
            if (answer.Status >= StatusCodes.Status400BadRequest)
                return Placed(answer, _ => $"{entry.Place}.request.url");
            if (entries.Changes.Count == 0 || TransactionEntries.IsRead(entry))
                answers[entry.Index] = EntryResponse.Of(answer, entry, http.Request);
        }

        return null;
    }

    private async Task<FhirAnswer?> ChangeAsync(TransactionEntries entries, ReleasedEntry[] answers, HttpContext http)
    {
        var (viewing, problem) = await viewings.OpenAsync(http, "transaction");
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        var (changes, faults) = await references.ResolveAsync(entries.Changes, viewing, http.RequestAborted);
        if (faults.Count > 0)
        {
            await viewing.RefuseAsync(http.RequestAborted);
            return FhirAnswer.Of(FhirProblem.Invalid(faults));
        }

        var made = await desk.ApplyAllAsync(changes, viewing, http);
        if (made.Refusal is { } refusal)
            return made.At is { } at ? Placed(refusal, place => EntryFaults.PlaceOf(place, entries.Changes[at].Entry.Index)) : refusal;
        for (var i = 0; i < made.Answers.Count; i++)
            answers[entries.Changes[i].Entry.Index] = EntryResponse.Of(made.Answers[i].Preferred(http.Request), entries.Changes[i].Entry, http.Request);
        return null;
    }

    // The refusal of one entry, as one of the Bundle.
    private static FhirAnswer Placed(FhirAnswer refusal, Func<string, string> inBundle)
    {
        if (refusal.Released?.Content is not { } outcome)
            return refusal;
        var draft = outcome.Edit();
        foreach (var issue in outcome["issue"])
        {
            var edited = draft.Edit(issue);
            var places = issue["expression"].Select(e => e.Text ?? "").DefaultIfEmpty("").Select(inBundle).Distinct().ToList();
            edited.Remove("expression");
            foreach (var place in places)
                edited.AddText("expression", place);
        }

        return refusal.With(Released.Own(draft.Build()), refusal.Status);
    }
}
