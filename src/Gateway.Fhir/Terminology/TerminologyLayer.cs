using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology.Maps;
using Gateway.Fhir.Terminology.Systems;
using Gateway.Fhir.Terminology.ValueSets;

namespace Gateway.Fhir.Terminology;

/// <summary>Code systems, value sets and ConceptMaps that were loaded together.</summary>
internal sealed class TerminologyLayer
{
    private readonly Dictionary<string, string> _systemsBySet = new(StringComparer.Ordinal);

    public CanonicalTable<CodeSystem> Systems { get; } = new();

    public CanonicalTable<ValueSet> ValueSets { get; } = new();

    public CanonicalTable<ConceptMap> ConceptMaps { get; } = new();

    /// <summary>What was left out, and why.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Reads resources; others than those of terminology are passed over, Bundles are taken apart.</summary>
    public static TerminologyLayer Read(IEnumerable<Element> resources)
    {
        var layer = new TerminologyLayer();
        foreach (var resource in resources)
            layer.Add(resource);
        return layer;
    }

    public void AddSystem(string url, string version, string valueSet, Deferred<CodeSystem> system)
    {
        if (!Systems.Add(url, version, system))
            Faults.Add($"The code system {url}|{version} is there twice.");
        if (valueSet.Length > 0)
            _systemsBySet.TryAdd(valueSet.Split('|')[0], url);
    }

    public void AddValueSet(string url, string version, Deferred<ValueSet> set)
    {
        if (!ValueSets.Add(url, version, set))
            Faults.Add($"The value set {url}|{version} is there twice.");
    }

    /// <summary>The system of which that URL names the value set of all concepts; null when there is none.</summary>
    public string? SystemOf(string valueSet) => _systemsBySet.GetValueOrDefault(valueSet);

    private void Add(Element resource)
    {
        switch (resource.Type.Name)
        {
            case "Bundle":
                foreach (var entry in resource["entry"])
                    foreach (var inner in entry["resource"])
                        Add(inner);
                break;
            case "CodeSystem" when CodeSystemReader.Read(resource) is { Url.Length: > 0 } system:
                AddSystem(system.Url, system.Version, system.ValueSet, new Deferred<CodeSystem>(() => system));
                break;
            case "ValueSet" when ValueSetReader.Read(resource) is { Url.Length: > 0 } set:
                AddValueSet(set.Url, set.Version, new Deferred<ValueSet>(() => set));
                break;
            case "ConceptMap" when ConceptMapReader.Read(resource) is { Url.Length: > 0 } map:
                if (!ConceptMaps.Add(map.Url, map.Version, new Deferred<ConceptMap>(() => map)))
                    Faults.Add($"The ConceptMap {map.Url}|{map.Version} is there twice.");
                break;
            case "CodeSystem" or "ValueSet" or "ConceptMap":
                Faults.Add($"A {resource.Type.Name} has no url.");
                break;
        }
    }
}
