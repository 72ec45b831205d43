using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search.Values;
using Gateway.Security;
using Gateway.Storage.Ledger;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>
/// Makes the references of a transaction's entries lead somewhere (http://hl7.org/fhir/R4/http.html#trules): those by which entries name each other to the name that the ledger will replace by the address;
/// those that are a search to what it finds once the transaction is done, over what the caller sees. One that leads nowhere is a fault.
/// </summary>
internal sealed class EntryReferences(ChangeConditions conditions, IndexExtractor extractor)
{
    private const int MostSearches = 100;

    /// <summary>The changes with their references made to lead, and what is wrong with any.</summary>
    public async Task<(IReadOnlyList<RequestedChange> Changes, IReadOnlyList<Fault> Faults)> ResolveAsync(IReadOnlyList<(BundleEntry Entry, RequestedChange Change)> entries, Viewing viewing, CancellationToken cancellation)
    {
        var made = new EntryMatches(entries, extractor);
        var names = new EntryNames(entries.Select(e => e.Entry.FullUrl).OfType<string>());
        var (changes, faults, found) = (new List<RequestedChange>(), new List<Fault>(), new Dictionary<string, (string? Address, string? Fault)>(StringComparer.Ordinal));
        foreach (var (entry, change) in entries)
        {
            if (change is not (RequestedCreate or RequestedUpdate))
            {
                changes.Add(change);
                continue;
            }

            var leads = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var text in EntryNames.ReferencesOf(entry.Resource).Distinct(StringComparer.Ordinal))
                if (await LeadAsync(text, entry, names, made, found, viewing, cancellation) is var (address, fault))
                {
                    if (fault is not null)
                        faults.Add(new Fault(FaultKind.NotFound, fault, $"{entry.Place}.resource", 0, 0));
                    else if (address is not null && address != text)
                        leads[text] = address;
                }

            // A link of a narrative may lead anywhere; one that leads to an entry does so by the same names.
            foreach (var link in EntryNames.LinksOf(entry.Resource))
                if (names.Find(link, entry.FullUrl) is { } name && name != link)
                    leads.TryAdd(link, name);
            changes.Add(With(change, TransactionReferences.Rewritten(entry.Resource, leads)));
        }

        return (changes, faults);
    }

    private async Task<(string? Address, string? Fault)> LeadAsync(string text, BundleEntry entry, EntryNames names, EntryMatches made, Dictionary<string, (string?, string?)> found, Viewing viewing, CancellationToken cancellation)
    {
        if (names.Lead(text, entry.FullUrl) is { } name)
            return (name, null);
        if (text.StartsWith("urn:", StringComparison.Ordinal))
            return (null, "A reference names an entry that is not there.");
        if (SearchReferences.Of(text) is not var (type, query))
            return (null, null);
        if (!found.TryGetValue(text, out var known))
            found[text] = known = found.Count < MostSearches ? await FindAsync(type, query, made, viewing, cancellation) : (null, $"More than {MostSearches} references are searches.");
        return known;
    }

    private async Task<(string? Address, string? Fault)> FindAsync(string type, string query, EntryMatches made, Viewing viewing, CancellationToken cancellation)
    {
        if (!viewing.Caller.Grant(Interaction.Search, type).IsAllowed)
            return (null, "The token's scopes do not allow the search that a reference is.");
        var (found, problem) = await conditions.LookAsync(type, query, false, viewing, cancellation);
        if (found is null)
            return (null, problem is { Faults.Count: 0, Status: not 400 } ? $"A reference is a search that cannot be answered. {problem.Text}" : "A reference is a search that cannot be made.");
        return made.With(found, type, query) switch
        {
            [var only] => (only, null),
            [] => (null, "A reference is a search that finds nothing."),
            _ => (null, "A reference is a search that finds more than one resource."),
        };
    }

    private static RequestedChange With(RequestedChange change, Element content) => change switch
    {
        RequestedCreate create => create with { Content = content },
        RequestedUpdate update => update with { Content = content },
        _ => change,
    };
}
