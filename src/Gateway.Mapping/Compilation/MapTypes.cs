using Gateway.Fhir.Definitions;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>What type names mean in one map: the aliases of the structures that it uses, then types of the releases that these belong to.</summary>
internal sealed class MapTypes
{
    private readonly List<(string Name, bool IsTarget, TypeDefinition Type)> _structures = [];
    private readonly List<(TypeDefinition Type, bool IsProfile, MapPlace Place)> _made = [];
    private readonly ModelSet _models;
    private readonly DefinitionSet[] _sources;
    private readonly DefinitionSet[] _targets;

    public MapTypes(MapDefinition map, ModelSet models, MapFaults faults)
    {
        _models = models;
        foreach (var structure in map.Structures)
        {
            if (models.Find(structure.Url) is { } type)
            {
                _structures.Add((structure.Alias ?? type.Name, IsTarget(structure), type));
                if (IsTarget(structure) && type.IsResource)
                    _made.Add((type, models.IsProfile(structure.Url), structure.Place));
            }
            else
            {
                faults.Add(FaultKind.Value, $"No model {structure.Url} is loaded.", structure.Place, "uses");
            }
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

    /// <summary>The type of what <c>create</c> makes; null when there is none of that name.</summary>
    public TypeDefinition? Made(string name, MapPlace place)
    {
        var type = Find(name, true);
        if (type is { IsResource: true } && !_structures.Any(s => s.IsTarget && s.Name == name))
            _made.Add((type, false, place));
        return type;
    }

    /// <summary>Notes what the map makes and does not say the profile of, as far as that is asked for.</summary>
    public void Demand(ProfileDemand demand, MapFaults faults)
    {
        if (demand == ProfileDemand.None)
            return;
        foreach (var (type, isProfile, place) in _made.Where(m => !m.Type.IsAbstract))
            if (!_models.HasProfile(type.Name))
                faults.Add(FaultKind.Value, $"No profile of {type.Name} is loaded, which the map makes.", place, "uses");
            else if (demand == ProfileDemand.Declared && !isProfile)
                faults.Add(FaultKind.Value, $"The map does not say which profile the {type.Name} keeps that it makes.", place, "uses");
    }

    /// <summary>A data type of the target's release, which the transforms that make one need.</summary>
    public TypeDefinition Target(string name) => _targets.Select(set => set.FindType(name)).First(t => t is not null)!;

    /// <summary>The definitions that expressions look type names up in, where the focus does not tell.</summary>
    public DefinitionSet Sets(TypeDefinition? focus) => focus is not null && _sources.Contains(focus.Set) ? focus.Set : _sources[0];

    private DefinitionSet[] Sets(bool isTarget) => isTarget ? _targets : _sources;

    private static bool IsTarget(MapStructure structure) => structure.Mode is MapStructureMode.Target or MapStructureMode.Produced;
}
