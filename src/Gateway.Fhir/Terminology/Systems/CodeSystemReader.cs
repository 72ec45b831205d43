using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Terminology.Systems;

/// <summary>Reads a CodeSystem resource. A concept lies under the one around it, and under those that properties parent and child name.</summary>
internal sealed class CodeSystemReader
{
    private const string StandardProperties = "http://hl7.org/fhir/concept-properties#";
    private readonly Dictionary<string, string> _meanings = new(StringComparer.Ordinal);
    private readonly List<Concept> _concepts = [];
    private readonly List<List<int>> _parents = [];

    private CodeSystemReader()
    {
    }

    public static CodeSystem Read(Element resource)
    {
        var reader = new CodeSystemReader();
        foreach (var property in resource["property"])
            reader.Declare(property);
        foreach (var concept in resource["concept"])
            reader.Add(concept, -1);
        reader.FollowProperties();
        return new CodeSystem
        {
            Url = resource.ChildText("url") ?? "",
            Version = resource.ChildText("version") ?? "",
            Title = resource.ChildText("title") ?? resource.ChildText("name") ?? "",
            Content = resource.ChildText("content") switch
            {
                "fragment" => CodeSystemContent.Fragment,
                "example" => CodeSystemContent.Example,
                "not-present" => CodeSystemContent.NotPresent,
                "supplement" => CodeSystemContent.Supplement,
                _ => CodeSystemContent.Complete,
            },
            IsCaseSensitive = resource.ChildText("caseSensitive") != "false",
            IsHierarchyIsA = resource.ChildText("hierarchyMeaning") is null or "is-a",
            ValueSet = resource.ChildText("valueSet") ?? "",
            PropertyCodes = [.. reader._meanings.Keys],
            Concepts = [.. reader._concepts.Select((c, i) => c with { Parents = reader._parents[i] })],
        };
    }

    // Systems name the standard's properties as they like; the uri says which is meant.
    private void Declare(Element property)
    {
        if (property.ChildText("code") is not { } code)
            return;
        var uri = property.ChildText("uri") ?? "";
        _meanings[code] = uri.StartsWith(StandardProperties, StringComparison.Ordinal) ? uri[StandardProperties.Length..] : code;
    }

    private void Add(Element element, int parent)
    {
        var properties = element["property"].Where(p => p.ChildText("code") is not null).Select(Property).ToArray();
        var index = _concepts.Count;
        _concepts.Add(new Concept(element.ChildText("code") ?? "")
        {
            Display = element.ChildText("display") ?? "",
            Designations = [.. element["designation"].Select(d => new Designation(d.ChildText("language") ?? "", d.ChildText("value") ?? ""))],
            Properties = properties,
            IsInactive = properties.Any(p => (Meaning(p), p.Value) is ("inactive", "true") or ("status", "retired" or "deprecated" or "inactive")),
            IsAbstract = properties.Any(p => (Meaning(p), p.Value) is ("notSelectable" or "abstract", "true")),
        });
        _parents.Add(parent < 0 ? [] : [parent]);
        foreach (var child in element["concept"])
            Add(child, index);
    }

    private static ConceptProperty Property(Element property)
    {
        var value = property["value"].FirstOrDefault();
        return new ConceptProperty(property.ChildText("code")!, value.IsNone ? "" : value.Text ?? value.ChildText("code") ?? "");
    }

    private string Meaning(ConceptProperty property) => _meanings.GetValueOrDefault(property.Code, property.Code);

    private void FollowProperties()
    {
        Dictionary<string, int>? places = null;
        for (var i = 0; i < _concepts.Count; i++)
        {
            foreach (var property in _concepts[i].Properties)
            {
                if (Meaning(property) is not ("parent" or "child"))
                    continue;
                places ??= _concepts.Select((c, at) => (c.Code, at)).GroupBy(c => c.Code).ToDictionary(g => g.Key, g => g.First().at, StringComparer.Ordinal);
                if (places.TryGetValue(property.Value, out var other) && other != i)
                    Link(Meaning(property) == "child" ? (i, other) : (other, i));
            }
        }
    }

    private void Link((int Parent, int Child) link)
    {
        if (!_parents[link.Child].Contains(link.Parent))
            _parents[link.Child].Add(link.Parent);
    }
}
