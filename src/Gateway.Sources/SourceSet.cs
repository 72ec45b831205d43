using System.Collections;
using Gateway.Mapping.Catalog;
using Gateway.Sources.CaseSystem;
using Gateway.Sources.Community;
using Gateway.Sources.Courts;
using Gateway.Sources.Custody;
using Gateway.Sources.Http;
using Gateway.Sources.Interfaces;
using Gateway.Sources.Records;
using Gateway.Sources.Trust;

namespace Gateway.Sources;

/// <summary>All outside systems of an area, ready to be asked. Never changes.</summary>
public sealed class SourceSet : IReadOnlyList<IResourceSource>, IDisposable
{
    private static readonly Dictionary<string, Func<SourceLoading, (IResourceSource? Source, SourceConnection? Connection)>> s_kinds = new(StringComparer.Ordinal)
    {
        ["case-system"] = CaseSystemLoading.Load,
        ["custody"] = CustodyLoading.Load,
        ["trust"] = TrustLoading.Load,
        ["community"] = CommunityLoading.Load,
        ["courts"] = CourtLoading.Load,
    };

    private readonly SourceTelemetry _telemetry = new();
    private readonly List<IResourceSource> _sources = [];
    private readonly List<SourceConnection> _connections = [];
    private readonly List<FhirInterface> _interfaces = [];
    private readonly List<string> _faults = [];

    private SourceSet()
    {
    }

    /// <summary>Everything that is wrong with the options, each beginning with the name of its source. A host does not run on a set that has any.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The FHIR interfaces of sources that callers may speak to.</summary>
    public IReadOnlyList<FhirInterface> Interfaces => _interfaces;

    /// <summary>Reads what sources push.</summary>
    public PushedRecords Pushed { get; } = new();

    public int Count => _sources.Count;

    public IResourceSource this[int index] => _sources[index];

    /// <summary>The source of that name; null when there is none.</summary>
    public IResourceSource? Find(string name) => _sources.Find(s => s.Profile.Name == name);

    /// <summary>Makes the sources of their options. Nothing is connected yet; a source that is faulty is left out, and all faults are listed.</summary>
    public static SourceSet Of(IReadOnlyList<SourceOptions> options, MapCatalog catalog, TimeProvider time)
    {
        var set = new SourceSet();
        foreach (var source in options)
            set.Add(source, catalog, time);
        foreach (var same in options.GroupBy(o => o.Name).Where(g => g.Count() > 1))
            set._faults.Add($"{same.Key}: {same.Count()} sources have this name.");
        foreach (var same in options.GroupBy(o => o.Number).Where(g => g.Count() > 1))
            set._faults.Add($"{string.Join(", ", same.Select(o => o.Name))}: these sources have one number.");
        return set;
    }

    public IEnumerator<IResourceSource> GetEnumerator() => _sources.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        foreach (var one in _interfaces)
            one.Dispose();
        foreach (var connection in _connections)
            connection.Dispose();
        _telemetry.Dispose();
    }

    private void Add(SourceOptions options, MapCatalog catalog, TimeProvider time)
    {
        var faults = OptionRules.Check(options);
        if (!s_kinds.TryGetValue(options.Kind, out var load))
        {
            faults.Add($"kind is none of {string.Join(", ", s_kinds.Keys)}.");
        }
        else
        {
            var loading = new SourceLoading(options, catalog, time, _telemetry, faults);
            var (source, connection) = load(loading);
            faults = [.. loading.Faults];
            if (connection is not null)
                _connections.Add(connection);
            else if (options.Fhir.Path is not null && faults.Count == 0)
                faults.Add("fhir.path: a source without an address has no such interface.");
            if (source is not null)
                faults.AddRange(options.Writes.Where(t => t == "Task" || !source.Profile.Takes.Contains(t)).Select(t => $"writes: {t} is none of the types that callers can change in it."));
            if (source is not null && faults.Count == 0 && Find(options.Name) is null)
            {
                _sources.Add(source);
                Pushed.Add(options.Name, loading.Pushed);
                if (options.Fhir.Path is not null)
                    _interfaces.Add(new FhirInterface(source.Profile, connection!, options.Fhir, options.Address!));
            }
        }

        _faults.AddRange(faults.Select(f => $"{options.Name}: {f}"));
    }
}
