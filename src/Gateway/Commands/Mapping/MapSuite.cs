using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Gateway.Fhir;
using Gateway.Fhir.Json;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;

namespace Gateway.Commands.Mapping;

/// <summary>
/// Runs a suite in the format of HL7's structure-mapping tests: a manifest whose tests name a source, a map and the output that is due, all beside
/// it. Outputs are compared by content: JSON whatever the order of its properties, XML whatever its indentation.
/// </summary>
internal sealed class MapSuite(DirectoryInfo folder, CatalogContent shared, Terminal terminal)
{
    private int _passed;
    private int _failed;
    private int _skipped;

    public static int Run(FileInfo manifest, CatalogContent content, Terminal terminal)
    {
        XDocument tests;
        try
        {
            using var reader = XmlReader.Create(manifest.FullName, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            tests = XDocument.Load(reader);
        }
        catch (XmlException e)
        {
            return terminal.Refuse(manifest.Name, $"{e.LineNumber}:{e.LinePosition}: The manifest is not XML.");
        }

        var suite = new MapSuite(manifest.Directory!, content, terminal);
        foreach (var test in tests.Descendants().Where(e => e.Name.LocalName == "test"))
            suite.Run(test);
        terminal.Out.WriteLine($"{suite._passed} passed, {suite._failed} failed, {suite._skipped} skipped");
        return suite._failed == 0 ? CommandLine.Done : CommandLine.ContentFaults;
    }

    private void Run(XElement test)
    {
        var name = (string?)test.Attribute("name") ?? "";
        var (source, map, output) = (Named(test, "source"), Named(test, "map"), Named(test, "output"));
        if (new[] { source, map, output }.FirstOrDefault(f => f is not { Exists: true }) is var missing && (source is null || map is null || output is null || missing is not null))
        {
            _skipped++;
            terminal.Out.WriteLine($"SKIP {name}: {missing?.Name ?? "a file"} is not there");
            return;
        }

        if (Outcome(source, map, output) is not { } failure)
        {
            _passed++;
            return;
        }

        _failed++;
        terminal.Out.WriteLine($"FAIL {name}: {failure}");
    }

    private FileInfo? Named(XElement test, string attribute) => (string?)test.Attribute(attribute) is { Length: > 0 } file ? new FileInfo(Path.Combine(folder.FullName, file)) : null;

    // A test whose own files are broken fails alone.
    private string? Outcome(FileInfo source, FileInfo map, FileInfo output)
    {
        try
        {
            return Failure(source, map, output);
        }
        catch (Exception e) when (e is JsonException or XmlException or IOException or UnauthorizedAccessException)
        {
            return $"{output.Name} cannot be read: {e.Message}";
        }
    }

    // HL7's suite refers to a test model of CDA that it does not hold; it comes with the command.
    private CatalogContent Content() => shared.WithoutMaps().AddModels(new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "Examples", "suite-models")));

    private string? Failure(FileInfo source, FileInfo mapFile, FileInfo output)
    {
        // Several maps of a suite may bear one URL: each test stands alone.
        var content = Content();
        if (content.AddMap(mapFile) is not { } map)
            return $"the map is refused: {content.Faults[^1]}";
        foreach (var import in folder.EnumerateFiles("*.map").Where(f => map.Imports.Count > 0 && f.FullName != mapFile.FullName))
            content.AddMap(import);
        var catalog = MapCatalog.Of(content);
        if (catalog.Find(map.Url) is not { } compiled)
            return $"the map is refused: {string.Join("; ", catalog.Faults.Where(f => f.File == mapFile.FullName).Select(f => f.Fault))}";
        var record = ContentFile.Read(source, ReadOptions.Tolerant, compiled.Sources[0]?.Set);
        if (!record.IsRead)
            return $"the source cannot be read: {record.Faults[0]}";
        var result = compiled.Run(record.Root);
        return !result.IsMapped ? $"refused: {result.Faults[^1]}" : Difference(result, output);
    }

    private static string? Difference(MapResult result, FileInfo output)
    {
        var expected = File.ReadAllText(output.FullName);
        if (output.Extension == ".xml")
        {
            var made = Encoding.UTF8.GetString(MapOutput.Write(result.Root, "xml").Span);
            return XNode.DeepEquals(Plain(XElement.Parse(made)), Plain(XElement.Parse(expected))) ? null : $"gave {made}";
        }

        var json = FhirJson.ToText(result.Root);
        return JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(expected)) ? null : $"gave {json}";
    }

    // Attributes in order, no declarations of namespaces.
    private static XElement Plain(XElement element) => new(element.Name,
        element.Attributes().Where(a => !a.IsNamespaceDeclaration).OrderBy(a => a.Name.ToString(), StringComparer.Ordinal),
        element.Nodes().Select(n => n is XElement inner ? Plain(inner) : n is XText text && text.Value.Trim() is { Length: > 0 } value ? new XText(value) : (XNode?)null));
}
