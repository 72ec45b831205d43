using System.Globalization;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Xml;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;

namespace Gateway.Commands.Mapping;

/// <summary><c>gateway map &lt;map&gt; &lt;source&gt;</c>: maps the records of files, one by one; a bad record never stops the others.</summary>
internal sealed class MapRunCommand(CompiledMap map, MapRunOptions options, Terminal terminal)
{
    private static readonly string[] s_extensions = [".json", ".ndjson", ".xml", ".csv"];
    private string _root = "";
    private readonly MapReport _report = new();
    private readonly MapRecorder _recorder = new() { KeepsMade = options.Explains };
    private readonly MapOutput _output = new(options.Format, options.Output, terminal);

    public static async Task<int> RunAsync(string map, FileSystemInfo source, CatalogContent content, MapRunOptions options, Terminal terminal)
    {
        // A map that is given as a file comes before one of the same URL that is loaded.
        var given = new CatalogContent();
        var url = File.Exists(map) ? given.AddMap(new FileInfo(map))?.Url : null;
        var catalog = MapCatalog.Of(given.AddMissing(content));
        if (catalog.Find(url ?? map) is not { } compiled)
        {
            foreach (var fault in catalog.Faults)
                terminal.Error.WriteLine($"{Path.GetFileName(fault.File)}:{fault.Fault}");
            return terminal.Refuse("map", catalog.Faults.Count > 0 ? $" There is no map {map}, or it or what it needs has faults."
                : url is not null ? $" The first group of the map does not say the type of what it makes." : $" There is no map {map}.");
        }

        if (compiled.Sources is not [{ } type])
            return terminal.Refuse("map", $" The first group of the map {compiled.Name} does not take one source whose type it says.");
        if (options.Format == "csv" && compiled.Targets.Any(t => t?.Kind != StructureKind.Logical))
            return terminal.Refuse("map", $" What the map {compiled.Name} makes is no row of a CSV file.");
        return await new MapRunCommand(compiled, options, terminal).RunAsync(source, type);
    }

    private async Task<int> RunAsync(FileSystemInfo source, Fhir.Definitions.TypeDefinition type)
    {
        _root = source is DirectoryInfo root ? root.FullName : ((FileInfo)source).DirectoryName!;
        FileInfo[] files = source is DirectoryInfo folder
            ? [.. folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => s_extensions.Contains(f.Extension.ToLowerInvariant())).OrderBy(f => f.FullName, StringComparer.Ordinal)]
            : [(FileInfo)source];
        await ProgressBar.OverAsync("Mapping", files, terminal, file =>
        {
            Map(file, type);
            return Task.CompletedTask;
        });
        _report.Write(options.Output is null ? terminal.Error : terminal.Out);
        return _report is { Refused: 0, Invalid: 0 } ? CommandLine.Done : CommandLine.ContentFaults;
    }

    private void Map(FileInfo file, Fhir.Definitions.TypeDefinition type)
    {
        _report.Files++;
        try
        {
            using var stream = file.OpenRead();
            foreach (var reading in RecordContent.Read(stream, type))
                Map(file, reading);
            _output.EndFile(Path.GetRelativePath(_root, file.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Refuse(file.Name, " The file cannot be read, or what was made of it cannot be written.");
            _report.AddRefused();
        }
    }

    private void Map(FileInfo file, RecordReading reading)
    {
        var name = reading.Number > 0 ? $"{file.Name}#{reading.Number}" : file.Name;
        terminal.Report(name, reading.Faults);
        if (!reading.IsRead)
        {
            _report.AddRefused();
            return;
        }

        var origin = new MapOrigin(options.Source ?? $"urn:file:{Uri.EscapeDataString(file.Name)}", reading.Number.ToString(CultureInfo.InvariantCulture));
        var result = map.Run(reading.Root, new MapOptions { Recorder = _recorder, Origin = origin });
        terminal.Report(name, result.Faults);
        _report.Add(result, result.IsMapped ? _recorder.Unreached(reading.Root).Concat(reading.Unmapped) : []);
        if (options.Explains)
            Explain(name);
        try
        {
            foreach (var target in result.Targets)
                Check(name, BaseRules.Check(target));
            _output.Add(Path.GetRelativePath(_root, file.FullName), reading.Number, options.HasProvenance ? [.. result.Targets, .. result.Targets.Select(Provenance).OfType<Element>()] : result.Targets);
        }
        catch (XmlContentException e)
        {
            terminal.Refuse(name, [e.Fault]);
            _report.AddInvalid();
        }
    }

    private static Element? Provenance(Element target) => MapProvenance.Of(target, TimeProvider.System.GetUtcNow(), "Health and Justice Gateway");

    private void Check(string name, IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults.Where(f => !f.IsWarning))
            terminal.Error.WriteLine($"{name}:invalid output: {fault}");
        if (faults.Any(f => !f.IsWarning))
            _report.AddInvalid();
    }

    private void Explain(string name)
    {
        terminal.Out.WriteLine($"# {name}");
        foreach (var (path, rule, source) in _recorder.Made())
            terminal.Out.WriteLine($"{path}  <-  {rule}{(source.Length > 0 ? $"  <-  {source}" : "")}");
        foreach (var (rule, text) in _recorder.Log)
            terminal.Out.WriteLine($"log {rule}: {text}");
    }
}
