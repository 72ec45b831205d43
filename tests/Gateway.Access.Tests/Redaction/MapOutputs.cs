using Gateway.Fhir;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Tests.Redaction;

/// <summary>Everything that the maps' cases make of the sources' records.</summary>
internal static class MapOutputs
{
    private static readonly string s_maps = Path.Combine(TestFolders.Repository, "mappings");

    public static IReadOnlyList<string> Kinds { get; } = [.. Directory.EnumerateDirectories(s_maps).Select(Path.GetFileName).OfType<string>().Where(k => Of(k).Any()).Order(StringComparer.Ordinal)];

    /// <summary>The resources of a source kind, those of a Bundle one by one, each once.</summary>
    public static IEnumerable<Element> Of(string kind) =>
        from file in Directory.EnumerateFiles(Path.Combine(s_maps, kind), "*.expected.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let read = FhirContent.Read(File.ReadAllBytes(file), options: ReadOptions.Tolerant)
        where read.IsRead && read.Root.Type.IsResource
        from resource in read.Root.Type.Name == "Bundle" ? read.Root["entry"].SelectMany(e => e["resource"]) : [read.Root]
        group resource by Samples.Text(resource) into same
        select same.First();
}
