using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Benchmarks.Mapping;

/// <summary>A ConceptMap as code by hand would hold it: a dictionary, the first row of a code counts.</summary>
internal sealed class CodeTable
{
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);

    private CodeTable(Element conceptMap)
    {
        foreach (var group in conceptMap["group"])
            foreach (var element in group["element"])
                foreach (var target in element["target"])
                    if (target.ChildText("equivalence") != "unmatched")
                        _rows.TryAdd(element.ChildText("code")!, new Row(group.ChildText("source"), group.ChildText("target"), target.ChildText("code")!, target.ChildText("display")));
    }

    public static CodeTable Load(string path) => new(FhirJson.Read(RepositoryMaps.Case(path)).Root);

    public Row? Find(string code) => _rows.GetValueOrDefault(code);

    public Row? Find(string? system, string code) => _rows.TryGetValue(code, out var row) && row.Source == system ? row : null;

    /// <summary>What a code becomes; one that is not named stays as it is.</summary>
    public string Renamed(string code) => _rows.TryGetValue(code, out var row) ? row.Code : code;

    internal sealed record Row(string? Source, string? System, string Code, string? Display);
}
