using System.Text.Json;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions.File;

/// <summary>
/// Compiles the conformance resources of a FHIR release into one <see cref="DefinitionFile"/>: every type that is not a profile or
/// a logical model, every profile and extension, and every search parameter. The same resources give the same bytes, in whatever order they come.
/// </summary>
public sealed class DefinitionCompiler
{
    private readonly Dictionary<string, StructureFacts> _structures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SearchParameterFacts> _parameters = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _profiles = new(StringComparer.Ordinal);

    public int TypeCount => _structures.Count;
    public int ProfileCount => _profiles.Count;
    public int SearchParameterCount => _parameters.Count;

    /// <summary>The value sets that required bindings name, without versions.</summary>
    public IReadOnlyCollection<string> RequiredValueSets =>
    [
        .. _structures.Values.SelectMany(s => s.Elements).Where(e => e.Binding is { Strength: BindingStrength.Required }).Select(e => e.Binding!.ValueSet.Split('|')[0]).Distinct(),
    ];

    /// <summary>Takes one resource in JSON; kinds that hold no definitions are passed over.</summary>
    /// <exception cref="FormatException">The content is not JSON, or a definition that cannot be read; the message says why.</exception>
    public void Add(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            Add(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"The resource is not JSON: {e.Message}", e);
        }
    }

    private void Add(JsonElement resource)
    {
        switch (resource.Text("resourceType"))
        {
            case "StructureDefinition" when resource.Text("derivation") != "constraint" && resource.Text("kind") != "logical":
                var structure = StructureDefinitionReader.Read(resource);
                _structures[structure.Name] = structure;
                break;
            case "StructureDefinition" when resource.Text("derivation") == "constraint" && !resource.Text("id").StartsWith("example", StringComparison.Ordinal):
                _profiles[resource.Text("url")] = ProfileSection.Text(resource);
                break;
            case "SearchParameter" when !resource.Text("id").StartsWith("example", StringComparison.Ordinal):
                var parameter = SearchParameter(resource);
                _parameters[parameter.Url] = parameter;
                break;
        }
    }

    /// <summary>Writes the file of definitions.</summary>
    public void Write(Stream stream) =>
        DefinitionFile.Write(stream, TypeSection.Write(_structures.Values), SearchSection.Write(_parameters.Values), ProfileSection.Write(_profiles));

    private static SearchParameterFacts SearchParameter(JsonElement resource) => new()
    {
        Url = resource.Text("url"),
        Code = resource.Text("code"),
        Type = resource.Text("type"),
        Bases = resource.Texts("base"),
        Expression = resource.Text("expression"),
        Targets = resource.Texts("target"),
        Components = [.. resource.Items("component").Select(c => new SearchComponentFacts(c.Text("definition"), c.Text("expression")))],
    };
}
