using System.Text.Json;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions.File;

/// <summary>
/// Lists the members of value sets from their compose, where every part names its codes or takes a whole code system that is at
/// hand and complete. A set with filters, exclusions or systems that are not at hand is kept as one that cannot be listed.
/// </summary>
internal sealed class TerminologyCompiler(IReadOnlyDictionary<string, JsonElement> valueSets, IReadOnlyDictionary<string, JsonElement> codeSystems)
{
    private readonly SortedDictionary<string, CodeSystemFacts> _used = new(StringComparer.Ordinal);

    public IReadOnlyCollection<CodeSystemFacts> UsedCodeSystems => _used.Values;

    public ValueSetFacts? ValueSet(string url)
    {
        if (!valueSets.TryGetValue(url, out var resource))
            return null;
        var compose = resource.Child("compose");
        var systems = new List<ValueSetSystemFacts>();
        var isListed = compose.Items("include").Any() && !compose.Items("exclude").Any();
        foreach (var include in compose.Items("include"))
            isListed &= Include(include, systems);
        return new ValueSetFacts { Url = url, Version = resource.Text("version"), IsListed = isListed, Systems = isListed ? systems : [] };
    }

    private bool Include(JsonElement include, List<ValueSetSystemFacts> systems)
    {
        var url = include.Text("system");
        var system = CodeSystem(url);
        var named = include.Items("concept").Select(c => c.Text("code")).ToArray();
        if (include.Items("filter").Any() || include.Items("valueSet").Any() || (named.Length == 0 && system is not { IsComplete: true }))
            return false;
        systems.Add(new ValueSetSystemFacts(url, named.Length > 0 ? named : system!.Codes));
        return true;
    }

    private CodeSystemFacts? CodeSystem(string url)
    {
        if (_used.TryGetValue(url, out var known))
            return known;
        if (!codeSystems.TryGetValue(url, out var resource))
            return null;
        List<string> codes = [];
        List<int> parents = [];
        Concepts(resource, -1);
        return _used[url] = new CodeSystemFacts
        {
            Url = url,
            Version = resource.Text("version"),
            IsCaseSensitive = resource.Flag("caseSensitive"),
            IsComplete = resource.Text("content") == "complete",
            Codes = codes,
            Parents = parents,
        };

        void Concepts(JsonElement holder, int parent)
        {
            foreach (var concept in holder.Items("concept"))
            {
                parents.Add(parent);
                codes.Add(concept.Text("code"));
                Concepts(concept, codes.Count - 1);
            }
        }
    }
}
