using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>
/// A transaction (http://hl7.org/fhir/R4/http.html#trules): (1) all entries are read and what is wrong with any is told; (2) references between them, and those that are searches, are made to lead; (3) all
/// changes are decided and stored in one unit of work; (4) what is to be read is read then, each by its own endpoint. What a read comes to is told in its entry and takes nothing back.
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
        if (entries.Changes.Count > 0 && await ChangeAsync(entries, answers, http) is { } refusal)
            return refusal;
        foreach (var entry in entries.Reads)
            answers[entry.Index] = EntryResponse.Of(await requests.AskAsync(entry, http), entry, http.Request);
        return new FhirAnswer(Released.Together("transaction-response", address.Of(http.Request), answers));
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
            return made.At is { } at ? Placed(refusal, entries.Changes[at].Entry.Index) : refusal;
        for (var i = 0; i < made.Answers.Count; i++)
            answers[entries.Changes[i].Entry.Index] = EntryResponse.Of(made.Answers[i].Preferred(http.Request), entries.Changes[i].Entry, http.Request);
        return null;
    }

    // The refusal of one change, as one of the Bundle that it is an entry of.
    private static FhirAnswer Placed(FhirAnswer refusal, int index)
    {
        if (refusal.Released?.Content is not { } outcome)
            return refusal;
        var draft = outcome.Edit();
        foreach (var issue in outcome["issue"])
        {
            var edited = draft.Edit(issue);
            var places = issue["expression"].Select(e => e.Text ?? "").DefaultIfEmpty("").Select(p => EntryFaults.PlaceOf(p, index)).ToList();
            edited.Remove("expression");
            foreach (var place in places)
                edited.AddText("expression", place);
        }

        return refusal.With(Released.Own(draft.Build()), refusal.Status);
    }
}
