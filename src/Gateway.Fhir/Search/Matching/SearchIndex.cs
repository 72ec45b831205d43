using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Matching;

/// <summary>Resources in memory, by type, with their index values. Many threads may search it, but none while another adds.</summary>
public sealed class SearchIndex
{
    private readonly Dictionary<string, TypeTable> _tables = new(StringComparer.Ordinal);

    /// <summary>The resource types that there are resources of, in ordinal order.</summary>
    public IReadOnlyList<string> Types => [.. _tables.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Adds a resource, in place of one of the same type and id.</summary>
    public void Add(Element resource, ResourceIndex index)
    {
        Add(new IndexedResource(resource, index));
        foreach (var contained in index.Contained)
            Add(new IndexedResource(resource, contained));
    }

    /// <summary>Takes a resource out; false when it is not there.</summary>
    public bool Remove(string type, string id) => _tables.TryGetValue(type, out var table) && table.Remove(id);

    /// <summary>The resource of that type and id, or null.</summary>
    public IndexedResource? Find(string type, string id) => _tables.GetValueOrDefault(type)?.Find(id);

    internal TypeTable? Table(string type) => _tables.GetValueOrDefault(type);

    /// <summary>The resources whose own <c>url</c> a canonical names, in the version that it names.</summary>
    internal IEnumerable<IndexedResource> FindByUrl(ReferenceValue canonical) => canonical.Url is not { } url ? []
        : _tables.Values.SelectMany(t => t.ByUrl[url]).Where(f => canonical.Version is null || f.Version == canonical.Version).Select(f => f.Row);

    private void Add(IndexedResource row)
    {
        if (!_tables.TryGetValue(row.Type, out var table))
            _tables[row.Type] = table = new TypeTable();
        table.Add(row);
    }
}
