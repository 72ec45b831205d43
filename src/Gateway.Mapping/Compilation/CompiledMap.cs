using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Values;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>A map that is ready to run, by many threads at once.</summary>
public sealed class CompiledMap
{
    [ThreadStatic]
    private static MapRun? s_spare;
    private readonly MapUnit _unit;
    private readonly GroupCode _start;
    private readonly ValueShape[] _inputs;

    internal CompiledMap(MapUnit unit, GroupCode start, ValueShape[] inputs)
    {
        (_unit, _start, _inputs) = (unit, start, inputs);
        Sources = [.. Types(MapInputMode.Source)];
        Targets = [.. Types(MapInputMode.Target)];
    }

    public MapDefinition Definition => _unit.Map;

    public string Url => _unit.Map.Url;

    public string Name => _unit.Map.Name;

    /// <summary>The URL with the version.</summary>
    public string Canonical => _unit.Canonical;

    /// <summary>The types of what the map takes; null where it does not say.</summary>
    public IReadOnlyList<TypeDefinition?> Sources { get; }

    /// <summary>The types of what the map makes.</summary>
    public IReadOnlyList<TypeDefinition?> Targets { get; }

    /// <summary>The rules of this map and of those that it imports.</summary>
    public IEnumerable<RuleInfo> Rules => _unit.Visible.SelectMany(u => u.Rules);

    /// <summary>Maps one record. What is wrong with it is said, and nothing is thrown.</summary>
    public MapResult Run(Element source, MapOptions? options = null) => Run([source], options);

    /// <summary>Maps a record that several elements make up, one for each source of the map.</summary>
    public MapResult Run(IReadOnlyList<Element> sources, MapOptions? options = null)
    {
        options ??= MapOptions.Default;
        if (sources.Count != Sources.Count)
            return Refused($"The map {Name} takes {Sources.Count} sources, not {sources.Count}.");
        for (var i = 0; i < sources.Count; i++)
            if (Sources[i] is { } type && !ReferenceEquals(sources[i].Type, type) && !sources[i].Type.Is(type.Name))
                return Refused($"The map {Name} takes a {type.Name}, not a {sources[i].Type.Name}.");

        var run = s_spare ?? new MapRun();
        s_spare = null;
        try
        {
            run.Begin(options, MapEnvironment.Of(sources[0], options));
            var drafts = Start(run, sources);
            foreach (var draft in drafts)
            {
                BundleEntries.KeepFirst(run, draft);
                if (options.Origin is { } origin)
                    MapStamp.Put(draft, origin, Canonical);
            }

            var targets = drafts.Select(d => d.Build()).ToArray();
            return new MapResult(targets, [.. run.Faults], [.. run.UnmappedCodes]);
        }
        catch (MapAbortException abort)
        {
            return new MapResult([], [.. run.Faults, abort.Fault], [.. run.UnmappedCodes]);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            // The map does what the engine did not foresee. The exception's own text may hold content.
            return new MapResult([], [.. run.Faults, MapRun.Abort($"The map fails on this record ({e.GetType().Name}).", run.Rule, default).Fault], [.. run.UnmappedCodes]);
        }
        finally
        {
            run.End();
            s_spare = run;
        }
    }

    private List<ElementDraft> Start(MapRun run, IReadOnlyList<Element> sources)
    {
        var drafts = new List<ElementDraft>();
        var frame = run.Enter(_start, null);
        var next = 0;
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (_inputs[i].IsDraft)
                drafts.Add(run.Drafts[frame + i] = ElementDraft.New(_inputs[i].Type!));
            else
                run.Values[frame + i] = PathValue.Of(sources[next++]);
        }

        run.Options.Recorder?.BeginRecord();
        run.Base = frame;
        _start.Run(run);
        return drafts;
    }

    private IEnumerable<TypeDefinition?> Types(MapInputMode mode) =>
        _unit.Map.Groups[0].Inputs.Select((input, i) => (input, i)).Where(p => p.input.Mode == mode).Select(p => _inputs[p.i].Type);

    private static MapResult Refused(string message) => new([], [new Fault(FaultKind.Structure, message, "", 0, 0)], []);
}
