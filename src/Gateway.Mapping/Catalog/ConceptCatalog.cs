using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology.Maps;
using Gateway.Mapping.Compilation;

namespace Gateway.Mapping.Catalog;

/// <summary>The ConceptMaps of a catalogue, those inside maps included, by URL.</summary>
internal sealed class ConceptCatalog
{
    private readonly Dictionary<string, ConceptTable> _tables = new(StringComparer.Ordinal);

    public ConceptCatalog(CatalogContent content, List<CatalogFault> faults)
    {
        foreach (var (file, conceptMap) in content.ConceptMaps)
        {
            var own = new List<Fault>();
            Add(ConceptTableReader.Read(conceptMap, own), own);
            faults.AddRange(own.Select(f => new CatalogFault(file, f)));
        }

        foreach (var (file, map) in content.Maps)
            foreach (var conceptMap in map.ConceptMaps)
            {
                var own = new List<Fault>();
                Add(ConceptTableReader.Read(map.Url, conceptMap, (message, place) => own.Add(new Fault(FaultKind.Value, message, "", place.Line, place.Column))), own);
                faults.AddRange(own.Select(f => new CatalogFault(file, f)));
            }

        foreach (var table in _tables.Values)
            table.Others = Find;
    }

    public IReadOnlyList<string> Urls => [.. _tables.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyList<ConceptRow> Rows =>
        [.. _tables.Values.SelectMany(t => t.Map.Groups).SelectMany(g => g.Fixed is { } other ? g.Rows.Values.Append(other) : g.Rows.Values)];

    /// <summary>The ConceptMap of that URL, whose version is not compared; null when it is not loaded.</summary>
    public ConceptTable? Find(string url) => _tables.GetValueOrDefault(url.Split('|')[0]);

    private void Add(ConceptTable table, List<Fault> faults)
    {
        if (!_tables.TryAdd(table.Url, table))
            faults.Add(new Fault(FaultKind.Value, $"The ConceptMap {table.Url} is there already.", "", 1, 1));
    }
}
