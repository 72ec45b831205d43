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
    private readonly Dictionary<string, string> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DefinitionSet> _releases = new(StringComparer.Ordinal);
    private readonly List<CatalogFault> _faults = [];

    public IReadOnlyList<(string File, MapDefinition Map)> Maps => _maps;

    public IReadOnlyList<(string File, Element ConceptMap)> ConceptMaps => _conceptMaps;

    public IReadOnlyCollection<StructureFacts> Models => [.. _models.Values.Select(m => m.Facts)];

    /// <summary>The types that profiles constrain, by the URLs of the profiles.</summary>
    public IReadOnlyDictionary<string, string> Profiles => _profiles;

    /// <summary>Other releases of FHIR by their number, from files <c>fhir-3.0.definitions</c>.</summary>
    public IReadOnlyDictionary<string, DefinitionSet> Releases => _releases;

    public IReadOnlyList<CatalogFault> Faults => _faults;

    /// <summary>Reads the maps (<c>*.map</c>, <c>StructureMap-*</c>) and ConceptMaps (<c>ConceptMap-*</c>) of a folder and those in it, but for <c>cases</c>.</summary>
    public CatalogContent AddMaps(DirectoryInfo folder)
    {
        Add(Files(folder), file =>
            file.Extension == ".map" ? Map(file)
            : file.Extension is not (".json" or ".xml") ? null
            : file.Name.StartsWith("StructureMap-", StringComparison.Ordinal) ? Map(file)
            : file.Name.StartsWith("ConceptMap-", StringComparison.Ordinal) ? ConceptMap(file) : null);
        return this;
    }

    /// <summary>Adds the maps, ConceptMaps, models, profiles and releases of another content that are not here yet, by their URLs.</summary>
    public CatalogContent AddMissing(CatalogContent other)
    {
        foreach (var (url, model) in other._models)
            _models.TryAdd(url, model);
        foreach (var (url, type) in other._profiles)
            _profiles.TryAdd(url, type);
        foreach (var (release, set) in other._releases)
            _releases.TryAdd(release, set);
        _maps.AddRange(other._maps.Where(m => !_maps.Any(own => own.Map.Url == m.Map.Url)));
        _conceptMaps.AddRange(other._conceptMaps.Where(c => !_conceptMaps.Any(own => own.ConceptMap.ChildText("url") == c.ConceptMap.ChildText("url"))));
        _faults.AddRange(other._faults);
        return this;
    }

    /// <summary>Reads the logical models, what profiles constrain, and compiled releases of a folder and those in it.</summary>
    public CatalogContent AddModels(DirectoryInfo folder)
    {
        Add(Files(folder), file =>
            file.Extension == ".definitions" ? Release(file)
            : file.Extension == ".json" && file.Name.StartsWith("StructureDefinition-", StringComparison.Ordinal) ? Model(file) : null);
        return this;
    }

    /// <summary>The same models, profiles and releases, and no maps.</summary>
    public CatalogContent WithoutMaps()
    {
        var other = new CatalogContent();
        foreach (var (url, model) in _models)
            other._models[url] = model;
        foreach (var (url, type) in _profiles)
            other._profiles[url] = type;
        foreach (var (release, set) in _releases)
            other._releases[release] = set;
        return other;
    }

    /// <summary>Reads one map, whatever form it has; one that was read before from the same file is not read again.</summary>
    public MapDefinition? AddMap(FileInfo file)
    {
        if (Known(file) is null)
            Map(file)();
        return Known(file);
    }

    private MapDefinition? Known(FileInfo file) => _maps.Find(m => m.File == file.FullName).Map;

    // Files are read at the same time, and what they hold is added in their order.
    private static void Add(IEnumerable<FileInfo> files, Func<FileInfo, Action?> read)
    {
        var all = files.ToArray();
        var additions = new Action?[all.Length];
        Parallel.For(0, all.Length, i => additions[i] = read(all[i]));
        foreach (var addition in additions)
            addition?.Invoke();
    }

    private Action Map(FileInfo file)
    {
        if (Bytes(file, out var refusal) is not { } bytes)
            return () => Fault(file, refusal);
        var reading = MapContent.Read(bytes);
        return () =>
        {
            if (Known(file) is not null)
                return;
            foreach (var fault in reading.Faults)
                Fault(file, fault);
            if (reading.Map is { } map)
                _maps.Add((file.FullName, map));
        };
    }

    private Action ConceptMap(FileInfo file)
    {
        if (Bytes(file, out var refusal) is not { } bytes)
            return () => Fault(file, refusal);
        var read = FhirContent.Read(bytes);
        return () =>
        {
            foreach (var fault in read.Faults.Where(f => !f.IsWarning || !read.IsRead))
                Fault(file, fault);
            if (read.IsRead && read.Root.Type.Name == "ConceptMap")
                _conceptMaps.Add((file.FullName, read.Root));
            else if (read.IsRead)
                Fault(file, "The resource is no ConceptMap.");
        };
    }

    private Action? Model(FileInfo file)
    {
        if (Bytes(file, out var refusal) is not { } bytes)
            return () => Fault(file, refusal);
        try
        {
            if (Profile(bytes) is var (url, type))
                return () => _profiles[url] = type;
            var facts = StructureDefinitionReader.Read(bytes);
            return () =>
            {
                if (!_models.TryAdd(facts.Url, (file.FullName, facts)))
                    Fault(file, $"{facts.Url} is there already, in {Path.GetFileName(_models[facts.Url].File)}.");
            };
        }
        catch (FormatException e)
        {
            return () => Fault(file, e.Message);
        }
    }

    private Action Release(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            var name = Path.GetFileNameWithoutExtension(file.Name);
            var types = DefinitionSet.Load(stream);
            return () => _releases[name.StartsWith("fhir-", StringComparison.Ordinal) ? name[5..] : name] = types;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return () => Fault(file, e.Message);
        }
    }

    // Profiles lie beside the models. What they say of content is the validator's; a map declares what it makes by their URLs.
    private static (string Url, string Type)? Profile(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            string? url = null, type = null, derivation = null;
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                if (name == "url" && reader.TokenType == JsonTokenType.String)
                    url = reader.GetString();
                else if (name == "type" && reader.TokenType == JsonTokenType.String)
                    type = reader.GetString();
                else if (name == "derivation" && reader.TokenType == JsonTokenType.String)
                    derivation = reader.GetString();
                else
                    reader.Skip();
                if (derivation is not null and not "constraint")
                    return null;
            }

            return derivation is not null && url is not null && type is not null ? (url, type) : null;
        }
        catch (JsonException e)
        {
            throw new FormatException($"The file is not JSON: {e.Message}", e);
        }
    }

    private static byte[]? Bytes(FileInfo file, out string refusal)
    {
        refusal = "The file cannot be read.";
        try
        {
            if (file.Length <= MaxBytes)
                return File.ReadAllBytes(file.FullName);
            refusal = $"The file has {file.Length} bytes; at most {MaxBytes} are read.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The refusal says it.
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
