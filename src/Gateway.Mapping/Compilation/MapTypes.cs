using Gateway.Fhir.Definitions;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>What type names mean in one map: the aliases of the structures that it uses, then types of the releases that these belong to.</summary>
internal sealed class MapTypes
{
    private readonly List<(string Name, bool IsTarget, TypeDefinition Type)> _structures = [];
    private readonly DefinitionSet[] _sources;
    private readonly DefinitionSet[] _targets;

    public MapTypes(MapDefinition map, ModelSet models, MapFaults faults)
    {
        foreach (var structure in map.Structures)
        {
            if (models.Find(structure.Url) is { } type)
                _structures.Add((structure.Alias ?? type.Name, IsTarget(structure), type));
            else
                faults.Add(FaultKind.Value, $"No model {structure.Url} is loaded.", structure.Place, "uses");
        }

        Default = models.Definitions;
        _sources = [.. _structures.Where(s => !s.IsTarget).Select(s => s.Type.Set).Append(models.Definitions).Distinct()];
        _targets = [.. _structures.Where(s => s.IsTarget).Select(s => s.Type.Set).Append(models.Definitions).Distinct()];
    }

    /// <summary>R4 and the logical models.</summary>
    public DefinitionSet Default { get; }

    /// <summary>The type that a source, or a target, of that name has; null when there is none.</summary>
    public TypeDefinition? Find(string name, bool isTarget)
    {
        foreach (var structure in _structures)
            if (structure.Name == name && structure.IsTarget == isTarget)
                return structure.Type;
        foreach (var structure in _structures)
            if (structure.Name == name)
                return structure.Type;
        return Sets(isTarget).Select(set => set.FindType(name)).FirstOrDefault(t => t is not null);
    }

    /// <summary>A data type of the target's release, which the transforms that make one need.</summary>
    public TypeDefinition Target(string name) => _targets.Select(set => set.FindType(name)).First(t => t is not null)!;

    /// <summary>The definitions that expressions look type names up in, where the focus does not tell.</summary>
    public DefinitionSet Sets(TypeDefinition? focus) => focus is not null && _sources.Contains(focus.Set) ? focus.Set : _sources[0];

    private DefinitionSet[] Sets(bool isTarget) => isTarget ? _targets : _sources;

    private static bool IsTarget(MapStructure structure) => structure.Mode is MapStructureMode.Target or MapStructureMode.Produced;
}
