using System.CommandLine;
using Gateway.Mapping.Catalog;

namespace Gateway.Commands.Mapping;

/// <summary>The options by which a command is given maps and models; without them, those that the gateway carries.</summary>
internal sealed class CatalogOptions
{
    private readonly Option<DirectoryInfo[]> _maps = new("--maps")
    {
        Description = "Folders of maps and ConceptMaps, in place of those that the gateway carries.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<DirectoryInfo[]> _models = new("--models")
    {
        Description = "Folders of logical models and compiled FHIR releases, beside those that the gateway carries.",
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_maps.AcceptExistingOnly());
        command.Options.Add(_models.AcceptExistingOnly());
    }

    /// <summary>What the folders hold, read and not yet joined.</summary>
    public CatalogContent Content(ParseResult parsed)
    {
        var content = new CatalogContent();
        var maps = parsed.GetValue(_maps) is { Length: > 0 } given ? given : Carried("mappings");
        foreach (var folder in maps)
            content.AddMaps(folder);
        foreach (var folder in Carried("profiles").Concat(parsed.GetValue(_models) ?? []))
            content.AddModels(folder);
        return content;
    }

    private static DirectoryInfo[] Carried(string name) => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, name)) is { Exists: true } folder ? [folder] : [];
}
