using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Access.Redaction.Reading;

namespace Gateway.Access.Redaction;

/// <summary>All projections by name: what each kind of recipient sees of resources for a purpose, as the files of a folder say.</summary>
public sealed class ProjectionSet
{
    private const string Shared = "shared.json";
    private readonly FrozenDictionary<string, Projection> _byName;

    private ProjectionSet(IEnumerable<Projection> projections) => _byName = projections.ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);

    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads all files of a folder, but not of those under it; what several projections name stands in <c>shared.json</c>. Every fault is added, with its file and place; with faults the set is not to be used.</summary>
    public static ProjectionSet Load(string folder, ICollection<string> faults)
    {
        var (words, projections) = (new Vocabulary(null), new List<Projection>());
        string[] files = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0)
            faults.Add($"{folder}: there are no projections.");
        foreach (var file in files.Where(f => Path.GetFileName(f) == Shared))
            Read(file, faults, (root, found) =>
            {
                var reader = new VocabularyReader(words, found, hasViews: true);
                foreach (var section in JsonParts.Properties(root, "", found))
                    if (!reader.Read(section))
                        found.Add(section.Name, "this is not understood.");
            });
        foreach (var file in files.Where(f => Path.GetFileName(f) != Shared))
            Read(file, faults, (root, found) =>
            {
                if (new ProjectionReader(Path.GetFileNameWithoutExtension(file), words, found).Read(root) is { } projection)
                    projections.Add(projection);
            });
        foreach (var unused in words.Unused)
            faults.Add($"{Shared}: {unused} is never used.");
        return new ProjectionSet(projections);
    }

    public Projection? Find(string name) => _byName.GetValueOrDefault(name);

    private static void Read(string file, ICollection<string> faults, Action<JsonElement, ReadFaults> read)
    {
        var found = new ReadFaults(Path.GetFileName(file), faults);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { AllowDuplicateProperties = false });
            read(document.RootElement, found);
        }
        catch (JsonException e)
        {
            found.Add("", e.Message);
        }
    }
}
