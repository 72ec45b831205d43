using System.Globalization;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Values;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>
/// What a search finds once a transaction is done, though it is asked before: references that are searches are resolved last (http://hl7.org/fhir/R4/http.html#trules). What entries make is found by their
/// fullUrls, what they change or delete as they leave it.
/// </summary>
internal sealed class EntryMatches
{
    private readonly IReadOnlyList<(BundleEntry Entry, RequestedChange Change)> _entries;
    private readonly HashSet<string> _changed;
    private readonly SearchIndex _index = new();

    public EntryMatches(IReadOnlyList<(BundleEntry Entry, RequestedChange Change)> entries, IndexExtractor extractor)
    {
        _entries = entries;
        _changed = entries.Where(e => e.Change is RequestedUpdate or RequestedDelete && e.Change.Id is not null).Select(e => $"{e.Change.Type}/{e.Change.Id}").ToHashSet(StringComparer.Ordinal);
        foreach (var (entry, change) in entries)
            if (AddressOf(entry, change) is not null)
            {
                var numbered = Numbered(entry.Resource, entry.Index);
                _index.Add(numbered, extractor.Extract(numbered));
            }
    }

    /// <summary>The addresses, or names of entries, that a search leads to.</summary>
    /// <param name="found">What it finds before.</param>
    /// <param name="type">The type that is searched.</param>
    /// <param name="query">The search.</param>
    public IReadOnlyList<string> With(LookedAt found, string type, string query)
    {
        // A create that hangs on the same search makes what the reference means, or finds it.
        if (_entries.FirstOrDefault(e => e.Change is RequestedCreate create && create.Type == type && create.Condition == query && e.Entry.FullUrl is not null) is { Entry: { } same })
            return [same.FullUrl!];
        var kept = found.Seen.Select(s => s.Resource.Address).Where(a => !_changed.Contains(a)).Concat(found.Elsewhere.Select(e => $"{type}/{e.ChildText("id")}")).ToList();
        var numbers = new InMemorySearch(_index).Run(found.Premise.Condition).Matches.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        var made = _entries.Where(e => numbers.Contains(e.Entry.Index.ToString(CultureInfo.InvariantCulture))).ToList();

        // Where something was found a create under a condition may find that very thing.
        return [.. kept, .. made.Where(e => kept.Count == 0 || e.Change.Condition is null).Select(e => AddressOf(e.Entry, e.Change)!)];
    }

    private static string? AddressOf(BundleEntry entry, RequestedChange change) => change switch
    {
        RequestedUpdate { Id: { } id } => $"{change.Type}/{id}",
        RequestedCreate or RequestedUpdate => entry.FullUrl,
        _ => null,
    };

    private static Element Numbered(Element resource, int index)
    {
        var draft = resource.Edit();
        draft.Remove("id");
        return draft.AddText("id", index.ToString(CultureInfo.InvariantCulture)).Build();
    }
}
