using Gateway.Fhir.Validation;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;

namespace Gateway.Simulators.Tests.Records;

/// <summary>The repository's maps, and what they have against a record.</summary>
internal static class RecordMaps
{
    private static readonly Lazy<MapCatalog> s_catalog = new(() => MapCatalog.Of(
        new CatalogContent().AddMaps(new DirectoryInfo(Path.Combine(TestFolders.Repository, "mappings"))).AddModels(new DirectoryInfo(Path.Combine(TestFolders.Repository, "profiles")))));

    /// <summary>All that is wrong: faults of reading and mapping, fields and codes without a place, unsound output. Empty for good records, of which there is at least one.</summary>
    public static IReadOnlyList<string> Complaints(string name, byte[] content, bool allowsUnmappedFields = false)
    {
        var map = s_catalog.Value.Find(name) ?? throw new ArgumentException($"There is no map {name}.");
        var recorder = new MapRecorder();
        var complaints = new List<string>();
        var count = 0;
        foreach (var reading in RecordContent.Read(content, map.Sources[0]!))
        {
            count++;
            complaints.AddRange(reading.Faults.Select(f => $"{name} read {f}"));
            if (!reading.IsRead)
                continue;
            var result = map.Run(reading.Root, new MapOptions { Recorder = recorder, Origin = new MapOrigin("https://health-justice.example/sources/test", "1") });
            complaints.AddRange(result.Faults.Select(f => $"{name} map {f}"));
            complaints.AddRange(result.UnmappedCodes.Select(c => $"{name} code {c}"));
            if (!allowsUnmappedFields)
                complaints.AddRange(recorder.Unreached(reading.Root).Concat(reading.Unmapped).Select(f => $"{name} field {f}"));
            if (!result.IsMapped)
                complaints.Add($"{name} refused");
            complaints.AddRange(result.Targets.SelectMany(BaseRules.Check).Where(f => !f.IsWarning).Select(f => $"{name} unsound {f}"));
        }

        if (count == 0)
            complaints.Add($"{name} nothing read");
        return complaints;
    }
}
