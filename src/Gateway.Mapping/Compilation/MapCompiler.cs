using Gateway.Fhir.Definitions;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths.Values;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>
/// Compiles the groups of maps to delegates, each once for each combination of input types that it is called with, so that every
/// element is found in its definition beforehand. Faults are collected in the unit that they lie in.
/// </summary>
internal sealed class MapCompiler(Func<string, ConceptTable?> conceptMaps)
{
    private readonly Dictionary<(MapGroup Group, string Types), GroupCode> _groups = new(new GroupKey());
    private readonly Dictionary<MapUnit, TypeGroups> _typeGroups = [];
    private readonly Dictionary<TypeDefinition, int> _types = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<Action> _waiting = [];
    private bool _isCompiling;

    public TypeGroups TypeGroups(MapUnit unit)
    {
        if (!_typeGroups.TryGetValue(unit, out var groups))
            _typeGroups[unit] = groups = new TypeGroups(this, unit);
        return groups;
    }

    /// <summary>Compiles every group of the unit with the types that it declares, unless others call it with types of their own.</summary>
    public void CompileAll(MapUnit unit)
    {
        CheckNames(unit);
        foreach (var group in unit.Map.Groups)
            if (ReferenceEquals(group, unit.Map.Groups[0]) || !IsOpen(group))
                Group(unit, group, [.. group.Inputs.Select(_ => ValueShape.Unknown)], null);
        foreach (var group in unit.Map.Groups)
            if (!_groups.Keys.Any(k => ReferenceEquals(k.Group, group)))
                Group(unit, group, [.. group.Inputs.Select(_ => ValueShape.Unknown)], null);
    }

    /// <summary>The map as it is run: from its first group. Null when that does not say the types of what it makes; such a map is only imported.</summary>
    public CompiledMap? Start(MapUnit unit)
    {
        var group = unit.Map.Groups[0];
        var shapes = group.Inputs.Select(i => new ValueShape(i.Type is null ? null : unit.Types.Find(i.Type, i.Mode == MapInputMode.Target), IsDraft: i.Mode == MapInputMode.Target)).ToArray();
        return shapes.Any(s => s.IsDraft && s.Type is null or { IsAbstract: true }) || Group(unit, group, [.. shapes.Select(_ => ValueShape.Unknown)], null) is not { } code
            ? null : new CompiledMap(unit, code, shapes);
    }

    /// <summary>The group compiled for these inputs; null when they do not fit it.</summary>
    public GroupCode? Group(MapUnit unit, MapGroup group, ValueShape[] inputs, Action<string>? onMisfit)
    {
        var shapes = new ValueShape[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (Shape(unit, group.Inputs[i], inputs[i], onMisfit) is not { } shape)
                return null;
            shapes[i] = shape;
        }

        var key = (group, string.Join('|', shapes.Select(Key)));
        if (_groups.TryGetValue(key, out var known))
            return known;
        var code = new GroupCode(group.Name);
        _groups[key] = code;
        _waiting.Enqueue(() => Compile(unit, group, shapes, code));
        if (_isCompiling)
            return code;

        // One after another, however long a chain of groups that run each other is.
        _isCompiling = true;
        while (_waiting.TryDequeue(out var compile))
            compile();
        _isCompiling = false;
        return code;
    }

    /// <summary>The ConceptMap of that URL, or <c>#id</c> for one inside the map.</summary>
    public ConceptTable? ConceptMap(MapUnit unit, string url)
    {
        if (!url.StartsWith('#'))
            return conceptMaps(url);
        return unit.Map.ConceptMaps.FirstOrDefault(c => c.Id == url[1..]) is { } own ? conceptMaps($"{unit.Map.Url}#{own.Id}") : null;
    }

    private void Compile(MapUnit unit, MapGroup group, ValueShape[] shapes, GroupCode code)
    {
        var scope = MapScope.Of(code);
        for (var i = 0; i < shapes.Length; i++)
        {
            var slot = new MapVariableSlot(code.NewSlot(), shapes[i]);
            scope = group.Inputs[i].Mode == MapInputMode.Source ? scope.WithSource(group.Inputs[i].Name, slot) : scope.WithTarget(group.Inputs[i].Name, slot);
        }

        var rules = new List<CompiledRule>();
        if (group.Extends is { } parent && Parent(unit, group, parent, shapes) is { } inherited)
            rules.Add(CompiledRule.Always(GroupCall.Of(inherited, [.. Enumerable.Range(0, shapes.Length).Select(GroupCall.Slot)], new TypeDefinition?[shapes.Length], null)));
        var compiler = new RuleCompiler(this, unit, group);
        foreach (var rule in group.Rules)
            rules.Add(compiler.Compile(rule, scope, group.Name));
        code.Rules = new RuleList([.. rules]);
    }

    private GroupCode? Parent(MapUnit unit, MapGroup group, string name, ValueShape[] shapes)
    {
        void Fault(string message) => unit.Faults.Add(FaultKind.Value, message, group.Place, group.Name);
        if (unit.Group(name) is not { } parent)
            Fault($"There is no group {name} to extend.");
        else if (ExtendsItself(unit, group))
            Fault("The group extends itself.");
        else if (parent.Group.Inputs.Count != shapes.Length)
            Fault($"The group {name} has {parent.Group.Inputs.Count} inputs, not {shapes.Length}.");
        else
            return Group(parent.Unit, parent.Group, shapes, Fault);
        return null;
    }

    private static void CheckNames(MapUnit unit)
    {
        foreach (var again in unit.Map.Groups.GroupBy(g => g.Name).SelectMany(g => g.Skip(1)))
            unit.Faults.Add(FaultKind.Value, $"There is a group {again.Name} already.", again.Place, again.Name);
        foreach (var group in unit.Map.Groups)
            foreach (var again in group.Inputs.GroupBy(i => i.Name).SelectMany(g => g.Skip(1)))
                unit.Faults.Add(FaultKind.Value, $"The group has an input {again.Name} already.", again.Place, group.Name);
    }

    private static bool ExtendsItself(MapUnit unit, MapGroup group)
    {
        var seen = new HashSet<MapGroup>(ReferenceEqualityComparer.Instance);
        for (var at = group; seen.Add(at);)
        {
            if (at.Extends is null || unit.Group(at.Extends) is not { } parent)
                return false;
            (unit, at) = parent;
        }

        return true;
    }

    // What the input is, of what the caller gives and the group declares: the narrower of both.
    private static ValueShape? Shape(MapUnit unit, MapInput input, ValueShape given, Action<string>? onMisfit)
    {
        var isTarget = input.Mode == MapInputMode.Target;
        if (isTarget && !given.IsDraft && given.IsKnown)
        {
            onMisfit?.Invoke($"The input {input.Name} is a target, and what is given is no part of a target.");
            return null;
        }

        if (input.Type is null)
            return given with { IsDraft = isTarget || given.IsDraft };
        if (unit.Types.Find(input.Type, isTarget) is not { } declared)
        {
            unit.Faults.Add(FaultKind.Value, $"There is no type {input.Type}.", input.Place);
            return null;
        }

        if (given.Kind != PathKind.None && declared.IsPrimitive)
            return given;
        if (given.Type is null || IsKind(declared, given.Type))
            return new ValueShape(declared, PathKind.None, isTarget || given.IsDraft);
        if (IsKind(given.Type, declared))
            return given with { IsDraft = isTarget || given.IsDraft };
        onMisfit?.Invoke($"The input {input.Name} is a {declared.Name}, and what is given is a {given.Type.Path}.");
        return null;
    }

    // By name, as the same type may come from two sets of definitions.
    private static bool IsKind(TypeDefinition type, TypeDefinition above) => ReferenceEquals(type, above) || type.Is(above.Name) || above.Kind == Fhir.Definitions.Facts.StructureKind.Logical && above.IsAbstract;

    private static bool IsOpen(MapGroup group) => group.Inputs.Any(i => i.Type is null);

    private string Key(ValueShape shape) => $"{shape.Kind}{(shape.IsDraft ? "!" : "")}{Number(shape.Type)}";

    private int Number(TypeDefinition? type)
    {
        if (type is null)
            return 0;
        if (!_types.TryGetValue(type, out var number))
            _types[type] = number = _types.Count + 1;
        return number;
    }

    private sealed class GroupKey : IEqualityComparer<(MapGroup Group, string Types)>
    {
        public bool Equals((MapGroup Group, string Types) x, (MapGroup Group, string Types) y) => ReferenceEquals(x.Group, y.Group) && x.Types == y.Types;

        public int GetHashCode((MapGroup Group, string Types) key) => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Group), key.Types);
    }
}
