using System.CommandLine;
using System.Text.Json;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Commands;

/// <summary>
/// The options by which a command is given definitions at run time: logical models and profiles as StructureDefinitions, laid over R4,
/// or another release as a file that <c>gateway definitions</c> compiled.
/// </summary>
internal sealed class GivenDefinitions
{
    private readonly Option<FileSystemInfo[]> _sources = new("--definitions")
    {
        Description = "StructureDefinitions in JSON (files, or folders of them) to lay over R4; or a compiled file of another release, in place of R4.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _type = new("--type") { Description = "The type of the content where it does not name one: a logical model or data type, by name or URL." };

    public void AddTo(Command command)
    {
        command.Options.Add(_sources);
        command.Options.Add(_type);
    }

    /// <summary>The definitions and the root type that were asked for; null when something is wrong with them, which is then printed.</summary>
    public (DefinitionSet Definitions, TypeDefinition? Type)? From(ParseResult parsed, Terminal terminal)
    {
        var definitions = DefinitionSet.R4;
        var structures = new List<StructureFacts>();
        foreach (var (file, isAlone) in (parsed.GetValue(_sources) ?? []).SelectMany(s => Files(s).Select(f => (f, s is FileInfo))))
        {
            try
            {
                if (file.Extension != ".json")
                    definitions = Load(file);
                else if (File.ReadAllBytes(file.FullName) is var json && (isAlone || IsStructureDefinition(json)))
                    structures.Add(StructureDefinitionReader.Read(json));
            }
            catch (Exception e) when (e is FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
            {
                terminal.Refuse(file.Name, $" {e.Message}");
                return null;
            }
        }

        if (structures.Count > 0)
            definitions = definitions.With(structures);
        if (structures.Count > 0 && definitions.Check() is { Count: > 0 } lacking)
        {
            terminal.Refuse("definitions", string.Join('\n', lacking.Select(l => $" {l}")));
            return null;
        }

        if (parsed.GetValue(_type) is not { } name)
            return (definitions, null);
        if (definitions.FindType(name) is { } type)
            return (definitions, type);
        terminal.Refuse("--type", $" There is no type {name} among the definitions.");
        return null;
    }

    private static DefinitionSet Load(FileInfo file)
    {
        using var stream = file.OpenRead();
        return DefinitionSet.Load(stream);
    }

    private static IEnumerable<FileInfo> Files(FileSystemInfo source) => source is DirectoryInfo folder
        ? folder.EnumerateFiles("*.json").OrderBy(f => f.Name, StringComparer.Ordinal)
        : [(FileInfo)source];

    // A folder may hold other resources too (a whole package): they are passed over.
    private static bool IsStructureDefinition(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("resourceType", out var type) && type.ValueEquals("StructureDefinition");
        }
        catch (JsonException)
        {
            throw new FormatException("The file is not JSON.");
        }
    }
}
