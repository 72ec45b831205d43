using Gateway.Fhir.Elements;
using Gateway.Mapping.Compilation;

namespace Gateway.Commands.Mapping;

/// <summary>Counts what a run of a map did.</summary>
internal sealed class MapReport
{
    private const int Shown = 20;
    private readonly SortedDictionary<string, int> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<UnmappedCode, int> _codes = [];

    public int Files { get; set; }

    public int Records { get; private set; }

    public int Refused { get; private set; }

    public int Faulty { get; private set; }

    public int Invalid { get; private set; }

    public void AddRefused()
    {
        Records++;
        Refused++;
    }

    public void Add(MapResult result, IEnumerable<string> unmappedFields)
    {
        Records++;
        if (!result.IsMapped)
            Refused++;
        else if (result.Faults.Count > 0)
            Faulty++;
        foreach (var code in result.UnmappedCodes)
            _codes[code] = _codes.GetValueOrDefault(code) + 1;
        foreach (var field in unmappedFields)
            _fields[field] = _fields.GetValueOrDefault(field) + 1;
        foreach (var target in result.Targets)
            Count(target);
    }

    public void AddInvalid() => Invalid++;

    public void Write(TextWriter output)
    {
        output.WriteLine($"{Files} files, {Records} records ({Refused} refused, {Faulty} with something left out), {_resources.Values.Sum()} resources{Listed()}");
        output.WriteLine($"{_fields.Count} unmapped fields, {_codes.Count} unmapped codes, {Invalid} invalid outputs");
        foreach (var (field, count) in _fields.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).Take(Shown))
            output.WriteLine($"  field {field}: {count}");
        foreach (var (code, count) in _codes.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Code, StringComparer.Ordinal).Take(Shown))
            output.WriteLine($"  code {(code.System is null ? "" : $"{code.System}|")}{code.Code} in {code.ConceptMap}: {count}");
        if (_fields.Count > Shown || _codes.Count > Shown)
            output.WriteLine($"  (the {Shown} commonest of each)");
    }

    private string Listed() => _resources.Count == 0 ? "" : $": {string.Join(", ", _resources.Select(r => $"{r.Value} {r.Key}"))}";

    private void Count(Element target)
    {
        if (target.Type.Name != "Bundle")
        {
            _resources[target.Type.Name] = _resources.GetValueOrDefault(target.Type.Name) + 1;
            return;
        }

        foreach (var entry in target["entry"])
            foreach (var resource in entry["resource"])
                _resources[resource.Type.Name] = _resources.GetValueOrDefault(resource.Type.Name) + 1;
    }
}
