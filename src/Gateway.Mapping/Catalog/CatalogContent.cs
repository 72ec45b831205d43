using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gateway.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Catalog;

/// <summary>What folders hold of maps, ConceptMaps and models, read and not yet joined. Each file's faults are kept with its name.</summary>
public sealed class CatalogContent
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private readonly List<(string File, MapDefinition Map)> _maps = [];
    private readonly List<(string File, Element ConceptMap)> _conceptMaps = [];
    private readonly Dictionary<string, (string File, StructureFacts Facts)> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DefinitionSet> _releases = new(StringComparer.Ordinal);
    private readonly List<CatalogFault> _faults = [];

    public IReadOnlyList<(string File, MapDefinition Map)> Maps => _maps;

    public IReadOnlyList<(string File, Element ConceptMap)> ConceptMaps => _conceptMaps;

    public IReadOnlyCollection<StructureFacts> Models => [.. _models.Values.Select(m => m.Facts)];

    /// <summary>Other releases of FHIR by their number, from files <c>fhir-3.0.definitions</c>.</summary>
    public IReadOnlyDictionary<string, DefinitionSet> Releases => _releases;

    public IReadOnlyList<CatalogFault> Faults => _faults;

    /// <summary>Reads the maps (<c>*.map</c>, <c>StructureMap-*</c>) and ConceptMaps (<c>ConceptMap-*</c>) of a folder and those in it, but for <c>cases</c>.</summary>
    public CatalogContent AddMaps(DirectoryInfo folder)
    {
        foreach (var file in Files(folder))
        {
            if (file.Extension == ".map")
                AddMap(file);
            else if (file.Extension is ".json" or ".xml" && file.Name.StartsWith("StructureMap-", StringComparison.Ordinal))
                AddMap(file);
            else if (file.Extension is ".json" or ".xml" && file.Name.StartsWith("ConceptMap-", StringComparison.Ordinal))
                AddConceptMap(file);
        }

        return this;
    }

    /// <summary>Adds the maps, ConceptMaps, models and releases of another content that are not here yet, by their URLs.</summary>
    public CatalogContent AddMissing(CatalogContent other)
    {
        foreach (var (url, model) in other._models)
            _models.TryAdd(url, model);
        foreach (var (release, set) in other._releases)
            _releases.TryAdd(release, set);
        _maps.AddRange(other._maps.Where(m => !_maps.Any(own => own.Map.Url == m.Map.Url)));
        _conceptMaps.AddRange(other._conceptMaps.Where(c => !_conceptMaps.Any(own => own.ConceptMap.ChildText("url") == c.ConceptMap.ChildText("url"))));
        _faults.AddRange(other._faults);
        return this;
    }

    /// <summary>Reads the logical models (StructureDefinitions that are no profiles) and compiled releases of a folder and those in it.</summary>
    public CatalogContent AddModels(DirectoryInfo folder)
    {
        foreach (var file in Files(folder))
        {
            if (file.Extension == ".definitions")
                AddRelease(file);
            else if (file.Extension == ".json" && file.Name.StartsWith("StructureDefinition-", StringComparison.Ordinal))
                AddModel(file);
        }

        return this;
    }

    /// <summary>The same models and releases, and no maps.</summary>
    public CatalogContent WithoutMaps()
    {
        var other = new CatalogContent();
        foreach (var (url, model) in _models)
            other._models[url] = model;
        foreach (var (release, set) in _releases)
            other._releases[release] = set;
        return other;
    }

    /// <summary>Reads one map, whatever form it has; one that was read before from the same file is not read again.</summary>
    public MapDefinition? AddMap(FileInfo file)
    {
        if (_maps.Find(m => m.File == file.FullName).Map is { } known)
            return known;
        if (Bytes(file) is not { } bytes)
            return null;
        var reading = MapContent.Read(bytes);
        foreach (var fault in reading.Faults)
            Fault(file, fault);
        if (reading.Map is { } map)
            _maps.Add((file.FullName, map));
        return reading.Map;
    }

    private void AddConceptMap(FileInfo file)
    {
        if (Bytes(file) is not { } bytes)
            return;
        var read = FhirContent.Read(bytes);
        foreach (var fault in read.Faults.Where(f => !f.IsWarning || !read.IsRead))
            Fault(file, fault);
        if (read.IsRead && read.Root.Type.Name == "ConceptMap")
            _conceptMaps.Add((file.FullName, read.Root));
        else if (read.IsRead)
            Fault(file, "The resource is no ConceptMap.");
    }

    private void AddModel(FileInfo file)
    {
        if (Bytes(file) is not { } bytes)
            return;
        try
        {
            if (IsProfile(bytes))
                return;
            var facts = StructureDefinitionReader.Read(bytes);
            if (!_models.TryAdd(facts.Url, (file.FullName, facts)))
                Fault(file, $"{facts.Url} is there already, in {Path.GetFileName(_models[facts.Url].File)}.");
        }
        catch (FormatException e)
        {
            Fault(file, e.Message);
        }
    }

    private void AddRelease(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            var name = Path.GetFileNameWithoutExtension(file.Name);
            _releases[name.StartsWith("fhir-", StringComparison.Ordinal) ? name[5..] : name] = DefinitionSet.Load(stream);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Fault(file, e.Message);
        }
    }

    // Profiles lie beside the models; they are the validator's.
    private static bool IsProfile(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("derivation", out var derivation) && derivation.ValueEquals("constraint");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The file is not JSON: {e.Message}", e);
        }
    }

    private byte[]? Bytes(FileInfo file)
    {
        try
        {
            if (file.Length <= MaxBytes)
                return File.ReadAllBytes(file.FullName);
            Fault(file, $"The file has {file.Length} bytes; at most {MaxBytes} are read.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault(file, "The file cannot be read.");
        }

        return null;
    }

    private void Fault(FileInfo file, string message) => Fault(file, new Fault(FaultKind.Structure, message, "", 0, 0));

    private void Fault(FileInfo file, Fault fault) => _faults.Add(new CatalogFault(file.FullName, fault));

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) => folder
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(f => !Path.GetRelativePath(folder.FullName, f.FullName).Split(Path.DirectorySeparatorChar).Contains("cases"))
        .OrderBy(f => f.FullName, StringComparer.Ordinal);
}
