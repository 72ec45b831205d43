using Gateway.Federation.Asking;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Matching;
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

    public IReadOnlyCollection<SourceReport> Reports => _reports.Values;

    public IReadOnlyCollection<RecordResource> Resources => _resources.Values;

    /// <summary>The numbers of the Patients that were seen.</summary>
    public IReadOnlyList<LinkedRecord> Patients => _patients;

    public bool Has(string address) => _resources.ContainsKey(address);

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

    /// <summary>An index over what was gathered of those types; of all, when none are named.</summary>
    public SearchIndex ToIndex(IReadOnlySet<string> types)
    {
        var index = new SearchIndex();
        foreach (var resource in _resources.Values.Where(r => types.Count == 0 || types.Contains(r.Type)))
            index.Add(resource.Resource, extractor.Extract(resource.Resource));
        return index;
    }
}
