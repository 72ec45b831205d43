using System.Collections.Immutable;
using Gateway.Fhir.Paths;

namespace Gateway.Mapping.Compilation;

/// <summary>
/// The variables that a rule sees. Sources and targets have names of their own: <c>src.extension as ext -> tgt.extension as ext</c> means two.
/// </summary>
internal sealed record MapScope(GroupCode Group, ImmutableDictionary<string, MapVariableSlot> Sources, ImmutableDictionary<string, MapVariableSlot> Targets)
{
    public static MapScope Of(GroupCode group) =>
        new(group, ImmutableDictionary<string, MapVariableSlot>.Empty, ImmutableDictionary<string, MapVariableSlot>.Empty);

    public MapScope WithSource(string? name, MapVariableSlot slot) => name is null ? this : this with { Sources = Sources.SetItem(name, slot) };

    public MapScope WithTarget(string? name, MapVariableSlot slot) => name is null ? this : this with { Targets = Targets.SetItem(name, slot) };

    public MapVariableSlot? Source(string name) => Sources.GetValueOrDefault(name) ?? Targets.GetValueOrDefault(name);

    public MapVariableSlot? Target(string name) => Targets.GetValueOrDefault(name);

    /// <summary>The variables as expressions may name them; sources come before targets.</summary>
    public Dictionary<string, PathSlot> Slots()
    {
        var slots = Targets.ToDictionary(v => v.Key, v => new PathSlot(v.Value.Index, v.Value.Shape.Type));
        foreach (var (name, slot) in Sources)
            slots[name] = new PathSlot(slot.Index, slot.Shape.Type);
        return slots;
    }
}
