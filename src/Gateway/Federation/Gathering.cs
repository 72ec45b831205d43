using Gateway.Federation.Asking;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;
using Gateway.Storage.Links;

namespace Gateway.Federation;

/// <summary>What the sources have said so far in the course of one search.</summary>
internal sealed class Gathering(IndexExtractor extractor)
{
    private readonly Dictionary<string, SourceReport> _reports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordResource> _resources = new(StringComparer.Ordinal);
    private readonly List<LinkedRecord> _patients = [];
    private readonly Dictionary<string, IndexedResource?> _indexed = new(StringComparer.Ordinal);

    public IReadOnlyCollection<SourceReport> Reports => _reports.Values;

    public IReadOnlyCollection<RecordResource> Resources => _resources.Values;

    /// <summary>The numbers of the Patients that were seen.</summary>
    public IReadOnlyList<LinkedRecord> Patients => _patients;

    public bool Has(string address) => _resources.ContainsKey(address);

    public RecordResource? Find(string address) => _resources.GetValueOrDefault(address);

    public bool WasAsked(IResourceSource source) => _reports.ContainsKey(source.Profile.Name);

    /// <summary>Takes in what a source gave. Of two answers of one source the worse is reported: what is missing is missing.</summary>
    public void Add(GatheredAnswer answer, bool isReported = true)
    {
        foreach (var resource in answer.Resources)
            _resources.TryAdd(resource.Address, resource);
        _patients.AddRange(PatientRecords.Of(answer.Report.Source, answer.Resources));
        if (isReported)
            Report(answer.Report);
    }

    public void Report(SourceReport report)
    {
        var name = report.Source.Name;
        _reports[name] = !_reports.TryGetValue(name, out var before) ? report
            : report.IsFailure && !before.IsFailure ? before with { State = before.State == SourceState.Answered ? SourceState.Partly : report.State, RetryAfter = report.RetryAfter }
            : before with { IsCut = before.IsCut || report.IsCut, Took = before.Took + report.Took };
    }

    public void AddKnown(IEnumerable<LinkedRecord> records) => _patients.AddRange(records);

    /// <summary>An index over what was gathered of those types, as the caller sees it; of all, when none are named.</summary>
    public SearchIndex ToIndex(IReadOnlySet<string> types, Disclosed disclosed)
    {
        var index = new SearchIndex();
        foreach (var type in _resources.Values.Where(r => types.Count == 0 || types.Contains(r.Type)).GroupBy(r => r.Type))
        {
            if (disclosed.Restrictions(type.Key) is not { } restrictions)
                continue;
            foreach (var resource in type)
                if (Index(resource, disclosed) is { } indexed)
                    index.Add(indexed.Resource, indexed.Index);
            if (restrictions.Count > 0)
                Restrict(index, type.Key, restrictions);
        }

        return index;
    }

    // What a caller sees of a resource is worked out once, however often the page is made again.
    private IndexedResource? Index(RecordResource resource, Disclosed disclosed)
    {
        if (!_indexed.TryGetValue(resource.Address, out var indexed))
            _indexed[resource.Address] = indexed = disclosed.See(resource.Resource) is { } seen ? new IndexedResource(seen, extractor.Extract(seen)) : null;
        return indexed;
    }

    private static void Restrict(SearchIndex index, string type, IReadOnlyList<SearchQuery> restrictions)
    {
        var search = new InMemorySearch(index);
        var seen = restrictions.SelectMany(r => search.Run(r with { Count = null }).Matches).Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var match in search.Run(new SearchQuery { Types = [type] }).Matches.Where(m => !seen.Contains(m.Id)))
            index.Remove(type, match.Id);
    }
}
