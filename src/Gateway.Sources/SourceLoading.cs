using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources;

/// <summary>One source while it is made of its options; everything that is wrong is listed, whatever else is.</summary>
internal sealed class SourceLoading(SourceOptions options, MapCatalog catalog, TimeProvider time, SourceTelemetry telemetry, IEnumerable<string> faults)
{
    private readonly List<string> _faults = [.. faults];

    public SourceOptions Options => options;

    public MapCatalog Catalog => catalog;

    public IReadOnlyList<string> Faults => _faults;

    public Dictionary<string, IReadOnlyList<RecordMap>> Pushed { get; } = new(StringComparer.Ordinal);

    public void Fault(string message) => _faults.Add(message);

    /// <summary>What the options say of the source; the kind adds what it can be asked.</summary>
    public SourceProfile Profile(IEnumerable<string> types, params IReadOnlyList<string> personSystems) => new()
    {
        Name = options.Name,
        Title = options.Title ?? options.Name,
        Organization = options.Organization,
        Number = (byte)Math.Clamp(options.Number, 0, 255),
        Types = types.ToHashSet(StringComparer.Ordinal),
        PersonSystems = personSystems,
        Writes = options.Writes.ToHashSet(StringComparer.Ordinal),
        Uri = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://health-justice.example/sources/{options.Name}")),
    };

    /// <summary>A map that the source needs; null, and a fault, when it is not loaded.</summary>
    public CompiledMap? Map(string name)
    {
        if (catalog.Find(name) is { } map && map.Sources is [not null])
            return map;
        Fault($"The map {name} is not loaded, or does not take one kind of record.");
        return null;
    }

    /// <summary>A kind of record that the source sends.</summary>
    public RecordMap? Records(string map, Func<Element, string?> locator, bool keepsRest = false) =>
        Map(map) is { } compiled ? new RecordMap(compiled, Profile([]), time, locator) { KeepsRest = keepsRest } : null;

    /// <summary>The way to the source; null, and faults, when the options do not name one.</summary>
    public SourceConnection? Connection() => SourceConnection.Open(options, time, telemetry, _faults);
}
