using System.Text;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;

namespace Gateway.Mapping.Tests.Compilation;

/// <summary>Maps written in tests, from Patient to Patient unless they say otherwise.</summary>
internal static class SmallMap
{
    public const string Patient = """{"resourceType":"Patient","id":"p1","active":true,"identifier":[{"system":"urn:a","value":"1"},{"system":"urn:b","value":"2"}],"name":[{"family":"Lee","given":["Ann","Bea"]},{"family":"Kay"}],"gender":"female","birthDate":"1984-06-12","telecom":[{"system":"phone","value":"0777"}]}""";

    private const string Header = """
        /// url = "https://example.org/StructureMap/Small"
        /// name = "Small"
        /// version = "1.2"
        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as source
        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as target

        """;

    /// <summary>A map of one group, whose rules are given.</summary>
    public static string Rules(string rules) => $"{Header}group Main(source src : Patient, target tgt : Patient) {{\n{rules}\n}}";

    /// <summary>A map whose groups are given.</summary>
    public static string Groups(string groups) => Header + groups;

    /// <summary>Loads maps given as text, the first one to be run, with ConceptMaps given as JSON.</summary>
    public static MapCatalog Load(string[] maps, params string[] conceptMaps)
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < maps.Length; i++)
            File.WriteAllText(Path.Combine(folder.Path, $"{i}.map"), maps[i]);
        for (var i = 0; i < conceptMaps.Length; i++)
            File.WriteAllText(Path.Combine(folder.Path, $"ConceptMap-{i}.json"), conceptMaps[i]);
        return MapCatalog.Of(new CatalogContent().AddMaps(new DirectoryInfo(folder.Path)));
    }

    public static CompiledMap Compile(string map, params string[] conceptMaps)
    {
        var catalog = Load([map], conceptMaps);
        catalog.Faults.Select(f => f.Fault.ToString()).Should().BeEmpty();
        return catalog.Maps.Single();
    }

    /// <summary>The faults that loading the map gives, without file names.</summary>
    public static IEnumerable<string> Faults(string map, params string[] conceptMaps) => Load([map], conceptMaps).Faults.Select(f => f.Fault.ToString());

    public static MapResult Run(string map, string source = Patient, MapOptions? options = null, params string[] conceptMaps) =>
        Compile(map, conceptMaps).Run(Read(source), options);

    /// <summary>What rules from Patient to Patient make, as JSON without the resourceType.</summary>
    public static string Made(string rules, string source = Patient, params string[] conceptMaps)
    {
        var result = Run(Rules(rules), source, Ids(), conceptMaps);
        result.Faults.Should().BeEmpty();
        return Json(result.Root).Replace("\"resourceType\":\"Patient\",", "").Replace("\"resourceType\":\"Patient\"", "");
    }

    public static string Json(Element element) => FhirJson.ToText(element);

    public static Element Read(string json) => FhirContent.Read(Encoding.UTF8.GetBytes(json)).Root;

    /// <summary>Ids that count.</summary>
    public static MapOptions Ids()
    {
        var ids = 0;
        return new MapOptions { NewId = () => Guid.Parse($"00000000-0000-4000-8000-{++ids:D12}") };
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("gateway").FullName;

        public void Dispose() => Directory.Delete(Path, true);
    }
}
