using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Values;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>A map among others: its types, its constants, and the maps that it imports.</summary>
internal sealed class MapUnit
{
    private readonly Dictionary<string, MapGroup> _groups;
    private Dictionary<string, PathValue>? _constants;
    private readonly Dictionary<MapRule, RuleInfo> _rules = new(ReferenceEqualityComparer.Instance);

    public MapUnit(MapDefinition map, ModelSet models)
    {
        Map = map;
        Types = new MapTypes(map, models, Faults);
        _groups = map.Groups.GroupBy(g => g.Name).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    public MapDefinition Map { get; }

    public MapTypes Types { get; }

    public MapFaults Faults { get; } = new();

    /// <summary>This map and all that it imports, also through others, nearest first.</summary>
    public IReadOnlyList<MapUnit> Visible { get; set; } = [];

    /// <summary>The constants of the map, each one value.</summary>
    public IReadOnlyDictionary<string, PathValue> Constants => _constants ??= Evaluate();

    public string? Version => Map.Properties.FirstOrDefault(p => p.Path == "version")?.Value;

    /// <summary>The canonical with its version: <c>https://…|1.0.0</c>.</summary>
    public string Canonical => Version is { } version ? $"{Map.Url}|{version}" : Map.Url;

    public IEnumerable<RuleInfo> Rules => _rules.Values;

    /// <summary>The rule for reports; the same object however often its group is compiled.</summary>
    public RuleInfo Info(MapRule rule, string path)
    {
        if (!_rules.TryGetValue(rule, out var info))
            _rules[rule] = info = new RuleInfo(Map.Url, $"{path}.{rule.Name}", rule.Place);
        return info;
    }

    /// <summary>The group of that name, here or in the maps that are imported.</summary>
    public (MapUnit Unit, MapGroup Group)? Group(string name)
    {
        foreach (var unit in Visible)
            if (unit._groups.TryGetValue(name, out var group))
                return (unit, group);
        return null;
    }

    /// <summary>True when an import of this map, which may hold <c>*</c>, means that URL.</summary>
    public bool Imports(string url) => Map.Imports.Any(pattern => IsMatch(pattern, url));

    private Dictionary<string, PathValue> Evaluate()
    {
        var constants = new Dictionary<string, PathValue>(StringComparer.Ordinal);
        foreach (var constant in Map.Constants)
        {
            var items = new List<PathValue>();
            var (path, fault) = CompiledPath.Compile(constant.Value.Text, new PathOptions { Slots = constants.ToDictionary(c => c.Key, c => new PathSlot(-1, null) { Constant = c.Value }) });
            fault ??= path!.Evaluate(default, PathEnvironment.Default, [], 0, items);
            if (fault is not null || items.Count != 1)
                Faults.Add(FaultKind.Value, fault?.Message ?? $"The constant {constant.Name} is not one value.", constant.Place);
            else
                constants[constant.Name] = items[0];
        }

        return constants;
    }

    internal static bool IsMatch(string pattern, string url)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
            return pattern == url;
        if (!url.StartsWith(parts[0], StringComparison.Ordinal) || url.Length < parts[0].Length + parts[^1].Length || !url.EndsWith(parts[^1], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = url.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + part.Length;
        }

        return at <= url.Length - parts[^1].Length;
    }
}
