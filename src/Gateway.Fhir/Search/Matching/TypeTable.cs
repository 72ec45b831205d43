using System.Collections.Concurrent;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Matching;

/// <summary>The resources of one type as rows, and the values of each parameter as a column that is made when it is first asked for.</summary>
internal sealed class TypeTable
{
    private readonly List<IndexedResource?> _rows = [];
    private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IndexValue[]?[]> _columns = new(StringComparer.Ordinal);
    private ILookup<string, (string? Version, IndexedResource Row)>? _byUrl;

    public int Count => _rows.Count;

    /// <summary>The row of that number; null where a resource was taken out.</summary>
    public IndexedResource? this[int row] => _rows[row];

    /// <summary>The rows by the values of their parameter <c>url</c>.</summary>
    public ILookup<string, (string? Version, IndexedResource Row)> ByUrl => _byUrl ??= _rows.OfType<IndexedResource>()
        .SelectMany(r => r.Index.Values.GetValueOrDefault("url", []).OfType<UriValue>().Select(u => (u.Value, u.Version, Row: r)))
        .ToLookup(u => u.Value, u => (u.Version, u.Row), StringComparer.Ordinal);

    /// <summary>The values of a parameter, row by row; null for a row that has none.</summary>
    public IndexValue[]?[] Column(string code) => _columns.GetOrAdd(code, static (c, self) =>
        [.. self._rows.Select(r => r?.Index.Values.GetValueOrDefault(c) is { } values ? values as IndexValue[] ?? [.. values] : null)], this);

    public IndexedResource? Find(string id) => _byId.TryGetValue(id, out var row) ? _rows[row] : null;

    public void Add(IndexedResource resource)
    {
        Changed();
        if (_byId.TryAdd(resource.Id, _rows.Count))
            _rows.Add(resource);
        else
            _rows[_byId[resource.Id]] = resource;
    }

    public bool Remove(string id)
    {
        Changed();
        if (!_byId.Remove(id, out var row))
            return false;
        _rows[row] = null;
        return true;
    }

    private void Changed()
    {
        _columns.Clear();
        _byUrl = null;
    }
}
