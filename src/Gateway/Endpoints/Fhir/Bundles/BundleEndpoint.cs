using Gateway.Disclosures;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary><c>POST /fhir</c>: a batch, whose entries are answered each on its own, or a transaction, which is done as a whole or not at all (http://hl7.org/fhir/R4/http.html#transaction).</summary>
internal sealed class BundleEndpoint(EntryRequests requests, TransactionRun transaction, FhirAddress address)
{
    public const int MaxBytes = 16 * 1024 * 1024;

    // Each entry of a batch may ask all sources.
    private const int MostOfBatch = 200;
    private const int MostOfTransaction = 1000;

    public async Task<IResult> PostAsync(HttpContext http)
    {
        var (content, problem) = await FhirBody.BytesAsync(http.Request, MaxBytes, http.RequestAborted);
        if (content is null)
            return FhirAnswer.Of(problem!);
        var (bundle, faulty) = FaultyEntries.Read(content);
        if (bundle.IsNone)
            return FhirAnswer.Of(FhirProblem.Invalid(faulty.Faults));
        if (bundle.Type.Name != "Bundle" || bundle.ChildText("type") is not ("batch" or "transaction"))
            return FhirAnswer.Of(FhirProblem.Invalid([new Fault(FaultKind.Value, "A Bundle of type batch or transaction is posted here; other resources to their type, messages to $process-message.", "Bundle.type", 0, 0)]));
        var isBatch = bundle.ChildText("type") == "batch";
        var (entries, most) = (bundle["entry"].ToList(), isBatch ? MostOfBatch : MostOfTransaction);
        if (entries.Count > most)
            return FhirAnswer.Of(FhirProblem.Invalid([new Fault(FaultKind.TooLong, $"There are {entries.Count} entries; at most {most} are done at once.", BundleEntry.PlaceOf(most), 0, 0)], StatusCodes.Status413PayloadTooLarge));
        var reader = new BundleEntryReader(address.Of(http.Request));
        var read = entries.Select(reader.Read).ToList();
        return isBatch ? await BatchAsync(read, faulty, http) : await transaction.RunAsync(read, http);
    }

    private async Task<IResult> BatchAsync(List<(BundleEntry? Entry, Fault? Fault)> entries, FaultyEntries faulty, HttpContext http)
    {
        var answers = new List<ReleasedEntry>(entries.Count);
        foreach (var (index, (entry, fault)) in entries.Index())
            answers.Add(faulty.Of(index) is { Count: > 0 } faults ? EntryResponse.Of(FhirProblem.Invalid(faults)) : entry is null ? EntryResponse.Of(FhirProblem.Invalid([fault!])) : EntryResponse.Of(await requests.AskAsync(entry, http), entry, http.Request));
        return new FhirAnswer(Released.Together("batch-response", address.Of(http.Request), answers));
    }
}
