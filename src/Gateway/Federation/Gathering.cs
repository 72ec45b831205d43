using Gateway.Federation.Asking;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
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
    private readonly List<LinkedRecord> _known = [];
    private readonly HashSet<(string System, string Value)> _lookedUp = [];
    private readonly HashSet<(string Type, string Number)> _own = [];
    private SamePersons? _same;
    private readonly Dictionary<string, IndexedResource?> _seen = new(StringComparer.Ordinal);

    /// <summary>The search parameters that will be asked for; null for all.</summary>
    public IReadOnlySet<string>? Codes { get; set; }

    public IReadOnlyCollection<SourceReport> Reports => _reports.Values;

    public IReadOnlyCollection<RecordResource> Resources => _resources.Values;

    /// <summary>The numbers of the Patients that were seen or are known. What a source says of its Patient now goes before what the index knows, but for the numbers of stays, which stand elsewhere.</summary>
    public IReadOnlyList<LinkedRecord> Patients => [.. _patients, .. _known.Select(k => Has($"Patient/{k.Patient}") ? k with { Identifiers = [.. k.Identifiers.Where(i => i.System == PersonSystems.CustodyNumber)] } : k)];

    /// <summary>Which of them are the same person, by all that is known so far.</summary>
    public SamePersons Same => _same ??= new SamePersons(Patients);

    /// <summary>The numbers of which it is known where they lead in the link index: those that it was asked for, and those of whom it told.</summary>
    public IEnumerable<(string System, string Value)> Followed => _lookedUp.Concat(_known.SelectMany(r => r.Identifiers).Where(i => i.IsStrong).Select(i => (i.System, i.Value)));

    /// <summary>The numbers of the Patients that were seen.</summary>
    public IReadOnlyList<LinkedRecord> Seen => _patients;

    public bool Has(string address) => _resources.ContainsKey(address);

    public RecordResource? Find(string address) => _resources.GetValueOrDefault(address);

    public bool WasAsked(IResourceSource source) => _reports.ContainsKey(source.Profile.Name);

    /// <summary>True when it was asked and did not do what it was asked.</summary>
    public bool HasFailed(IResourceSource source) => _reports.GetValueOrDefault(source.Profile.Name) is { IsFailure: true };

    /// <summary>Takes in what a source gave. Of two answers of one source the worse is reported: what is missing is missing.</summary>
    public void Add(GatheredAnswer answer, bool isReported = true)
    {
        foreach (var resource in answer.Resources)
        {
            _resources.TryAdd(resource.Address, resource);
            if (resource.Source.OwnsIds)
                _own.UnionWith(RequestNumbers(resource).Select(n => (resource.Type, n)));
        }

        _patients.AddRange(PatientRecords.Of(answer.Report.Source, answer.Resources));
        _same = null;
        if (isReported)
            Report(answer.Report);
    }

    public void Report(SourceReport report) =>
        _reports[report.Source.Name] = _reports.TryGetValue(report.Source.Name, out var before) ? Both(before, report) : report;

    /// <summary>True when something of that source and of those types is seen.</summary>
    public bool IsSeen(SourceProfile source, IReadOnlyList<string> types, IView view) =>
        _resources.Values.Any(r => r.Source.Name == source.Name && types.Contains(r.Type) && Shown(r, view) is not null);

    private static SourceReport Both(SourceReport before, SourceReport after) => before with
    {
        State = (before.IsFailure, after.IsFailure) switch
        {
            (true, true) => before.State,
            (false, false) => before.State == SourceState.Partly || after.State == SourceState.Partly ? SourceState.Partly
                : before.State == SourceState.Answered || after.State == SourceState.Answered ? SourceState.Answered : after.State,
            (true, _) => after.State is SourceState.Answered or SourceState.Partly ? SourceState.Partly : before.State,
            _ => before.State is SourceState.Answered or SourceState.Partly ? SourceState.Partly : after.State,
        },
        AsOf = before.AsOf is { } old && (after.AsOf is not { } young || old < young) ? old : after.AsOf,
        RetryAfter = before.RetryAfter ?? after.RetryAfter,
        IsCut = before.IsCut || after.IsCut,
        Took = before.Took + after.Took,
        NeedsPerson = before.NeedsPerson || after.NeedsPerson,
    };

    /// <summary>Takes in what the link index knows of persons, and the numbers that it was asked for; stays that bear one of those do not say whose they are.</summary>
    public void AddKnown(IEnumerable<LinkedRecord> records, IEnumerable<SourceIdentifier> numbers)
    {
        _known.AddRange(records);
        _lookedUp.UnionWith(numbers.Where(n => n.System != PersonSystems.CustodyNumber).Select(n => (n.System, LinkSystems.Normalised(n.System, n.Value))));
        _same = null;
    }

    /// <summary>An index over what was gathered of those types, of all when none are named: of what the caller sees, as it sees it. What it does not see is not there.</summary>
    public SearchIndex ToIndex(IReadOnlySet<string> types, IView view)
    {
        var index = new SearchIndex();
        foreach (var resource in _resources.Values.Where(r => (types.Count == 0 || types.Contains(r.Type)) && !IsKeptHere(r)))
            if (Shown(resource, view) is { } seen)
                index.Add(seen.Resource, seen.Index);
        return index;
    }

    // A health request is the ledger's own; the case system's copy of it would be the same request twice.
    private bool IsKeptHere(RecordResource resource) => !resource.Source.OwnsIds && (resource.Type is "Task" or "ServiceRequest")
        && RequestNumbers(resource).Any(n => _own.Contains((resource.Type, n)));

    private static IEnumerable<string> RequestNumbers(RecordResource resource) =>
        resource.Resource["identifier"].Where(i => i.ChildText("system") == Systems.HealthRequest).Select(i => i.ChildText("value")).OfType<string>();

    // What a caller sees of a resource is worked out once, however often the page is made again.
    private IndexedResource? Shown(RecordResource resource, IView view)
    {
        if (!_seen.TryGetValue(resource.Address, out var seen))
            _seen[resource.Address] = seen = view.See(resource) is { } shown ? new IndexedResource(shown, extractor.ExtractOnly(shown, Codes)) : null;
        return seen;
    }
}
