using Gateway.Fhir.Definitions;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>The groups that a map uses for pairs of types when none is named: <c>&lt;&lt;types&gt;&gt;</c> and <c>&lt;&lt;type+&gt;&gt;</c>, its own before those it imports.</summary>
internal sealed class TypeGroups
{
    private readonly List<(TypeDefinition Source, TypeDefinition Target, bool IsDefault, Func<GroupCode?> Group)> _groups = [];

    public TypeGroups(MapCompiler compiler, MapUnit unit)
    {
        foreach (var (owner, group) in unit.Visible.SelectMany(u => u.Map.Groups.Select(g => (u, g))))
        {
            if (group.TypeMode == MapTypeMode.None || group.Inputs is not [{ Type: { } from }, { Type: { } to }]
                || owner.Types.Find(from, false) is not { } source || owner.Types.Find(to, true) is not { } target)
                continue;
            ValueShape[] shapes = [new(source), new(target, IsDraft: true)];
            _groups.Add((source, target, group.TypeMode == MapTypeMode.TypeAndTypes, () => compiler.Group(owner, group, shapes, null)));
        }
    }

    /// <summary>The group that makes that element of a source of that type, and the element as the group makes it; null when none does.</summary>
    public (GroupCode Group, ElementDefinition Element)? Find(TypeDefinition source, ElementDefinition element)
    {
        foreach (var isDefault in (ReadOnlySpan<bool>)[false, true])
            foreach (var group in _groups)
                if (IsSame(group.Source, source) && (!isDefault || group.IsDefault) && Fits(element, group.Target) is { } fit && group.Group() is { } code)
                    return (code, fit);
        return null;
    }

    /// <summary>Compiles all of them, for places where only data tells which is used.</summary>
    public void CompileAll() => _groups.ForEach(g => g.Group());

    public bool Any => _groups.Count > 0;

    // A choice becomes what the group makes.
    private static ElementDefinition? Fits(ElementDefinition element, TypeDefinition target) =>
        element.IsChoice || element.HoldsResource ? ValueFit.Concrete(element, target) : IsSame(element.Type, target) ? element : null;

    private static bool IsSame(TypeDefinition left, TypeDefinition right) =>
        ReferenceEquals(left, right) || (ReferenceEquals(left.Set, right.Set) && left.Url == right.Url && left.Path == right.Path);
}
