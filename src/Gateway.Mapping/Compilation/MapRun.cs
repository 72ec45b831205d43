using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Mapping.Compilation;

/// <summary>One record on its way through a map: the frames of variables, the faults, the budget.</summary>
internal sealed class MapRun
{
    private const int MaxDepth = 256;
    private int _top;
    private int _depth;
    private long _steps;
    private int _scopes;

    public PathValue[] Values = new PathValue[128];
    public ElementDraft?[] Drafts = new ElementDraft?[128];

    /// <summary>Where the frame of the running group begins.</summary>
    public int Base;

    public PathEnvironment Environment = PathEnvironment.Default;

    public MapOptions Options = MapOptions.Default;

    public List<Fault> Faults { get; } = [];

    public List<UnmappedCode> UnmappedCodes { get; } = [];

    /// <summary>What the last expression gave.</summary>
    public List<PathValue> Items { get; } = [];

    /// <summary>Elements that rules share by an id, each within one run of its group, or one match of the rule around.</summary>
    public Dictionary<(int Scope, ElementDraft Parent, int Ordinal, string Id), ElementDraft> Shared { get; } = [];

    /// <summary>Where elements are shared now.</summary>
    public int Scope { get; private set; }

    /// <summary>The resources of the target and the fullUrls of the entries that hold them.</summary>
    public Dictionary<ElementDraft, ElementDraft> Entries { get; } = [];

    public void Begin(MapOptions options, PathEnvironment environment)
    {
        Options = options;
        Environment = environment;
        _steps = options.MaxSteps;
    }

    /// <summary>Drops what keeps data alive.</summary>
    public void End()
    {
        Array.Clear(Values, 0, _top);
        Array.Clear(Drafts, 0, _top);
        (_top, _depth, Base, Scope, _scopes) = (0, 0, 0, 0, 0);
        Rule = null;
        Faults.Clear();
        UnmappedCodes.Clear();
        Items.Clear();
        Shared.Clear();
        Entries.Clear();
        Environment = PathEnvironment.Default;
        Options = MapOptions.Default;
    }

    /// <summary>The source element that a variable holds; none when it holds something else.</summary>
    public Element ElementAt(int slot) => Values[Base + slot] is { IsElement: true } value ? value.Element : default;

    public MapValue this[int slot] => new(Values[Base + slot], Drafts[Base + slot]);

    public void Set(int slot, in MapValue value)
    {
        Values[Base + slot] = value.Value;
        Drafts[Base + slot] = value.Draft;
    }

    /// <summary>Begins a scope of shared elements of its own; returns the one around, to go back to.</summary>
    public int EnterScope()
    {
        var around = Scope;
        Scope = ++_scopes;
        return around;
    }

    public void LeaveScope(int around) => Scope = around;

    /// <summary>Makes room for a group's variables and returns where they begin; <see cref="Leave"/> gives the room back.</summary>
    public int Enter(GroupCode group, RuleInfo? rule)
    {
        if (++_depth > MaxDepth)
            throw Abort($"Groups run each other more than {MaxDepth} deep; the map goes in circles.", rule, default, FaultKind.TooLong);
        var start = _top;
        _top += group.FrameSize;
        if (_top > Values.Length)
        {
            Array.Resize(ref Values, Math.Max(_top, Values.Length * 2));
            Array.Resize(ref Drafts, Values.Length);
        }

        return start;
    }

    public void Leave(int start)
    {
        Array.Clear(Values, start, _top - start);
        Array.Clear(Drafts, start, _top - start);
        _top = start;
        _depth--;
    }

    /// <summary>The rule that matched last.</summary>
    public RuleInfo? Rule { get; private set; }

    /// <summary>A rule has matched.</summary>
    public void Match(RuleInfo rule)
    {
        Rule = rule;
        Options.Recorder?.Matched(rule);
    }

    /// <summary>Counts work against the budget: an element that a rule looks at, a part of the target that is made readable.</summary>
    public void Step(RuleInfo rule, Element at, int count = 1)
    {
        _steps -= count;
        if (_steps < 0)
            throw Abort($"The map takes more than {Options.MaxSteps} steps.", rule, at, FaultKind.TooLong);
    }

    /// <summary>A code that no ConceptMap knew was left out.</summary>
    public void Unmapped(UnmappedCode code)
    {
        if (UnmappedCodes.Count < Options.MaxFaults)
            UnmappedCodes.Add(code);
    }

    /// <summary>Something was left out of the target; the record goes on.</summary>
    public void Warn(string message, RuleInfo? rule, Element at, FaultKind kind = FaultKind.Value)
    {
        if (Faults.Count < Options.MaxFaults)
            Faults.Add(Fault(message, rule, at, kind, true));
    }

    public static MapAbortException Abort(string message, RuleInfo? rule, Element at, FaultKind kind = FaultKind.Structure) => new(Fault(message, rule, at, kind, false));

    private static Fault Fault(string message, RuleInfo? rule, Element at, FaultKind kind, bool isWarning)
    {
        var (line, column) = at.IsNone ? (0, 0) : at.Place;
        return new Fault(kind, rule is null ? message : $"{message} Rule {rule}.", at.IsNone ? "" : ElementPath.Of(at), line, column, isWarning);
    }
}
