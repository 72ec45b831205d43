using System.Text.Json;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions.File;

/// <summary>
/// Compiles the conformance resources of a FHIR release into one <see cref="DefinitionFile"/>: every type that is not a profile or
/// a logical model, every profile and extension, every search parameter, and the terminology that required bindings name. The same resources give the same
/// bytes, in whatever order they come.
/// </summary>
public sealed class DefinitionCompiler
{
    private readonly Dictionary<string, StructureFacts> _structures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SearchParameterFacts> _parameters = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _profiles = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonElement> _valueSets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonElement> _codeSystems = new(StringComparer.Ordinal);

    public int TypeCount => _structures.Count;
    public int ProfileCount => _profiles.Count;
    public int SearchParameterCount => _parameters.Count;
    public int ValueSetCount { get; private set; }
    public int CodeSystemCount { get; private set; }

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
            case "ValueSet" when resource.Text("url").Length > 0:
                _valueSets[resource.Text("url")] = resource.Clone();
                break;
            case "CodeSystem" when resource.Text("url").Length > 0:
                _codeSystems[resource.Text("url")] = resource.Clone();
                break;
        }
    }

    /// <summary>Writes the file of definitions.</summary>
    public void Write(Stream stream)
    {
        var terminology = new TerminologyCompiler(_valueSets, _codeSystems);
        var valueSets = RequiredValueSets.Select(terminology.ValueSet).OfType<ValueSetFacts>().ToArray();
        var codeSystems = terminology.UsedCodeSystems;
        (ValueSetCount, CodeSystemCount) = (valueSets.Length, codeSystems.Count);
        DefinitionFile.Write(stream, TypeSection.Write(_structures.Values), SearchSection.Write(_parameters.Values), TerminologySection.Write(valueSets, codeSystems), ProfileSection.Write(_profiles));
    }

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
