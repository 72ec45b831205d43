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

    /// <summary>What maps must say of profiles: those that the gateway carries all, others no more than that there is one.</summary>
    public ProfileDemand Demand(ParseResult parsed) => parsed.GetValue(_maps) is { Length: > 0 } ? ProfileDemand.Type : ProfileDemand.Declared;

    /// <summary>What the folders hold, read and not yet joined.</summary>
    public CatalogContent Content(ParseResult parsed)
    {
        var given = parsed.GetValue(_maps) ?? [];
        var content = given.Length > 0 ? new CatalogContent().AddModels(Beside("profiles")) : Carried();
        foreach (var folder in given)
            content.AddMaps(folder);
        foreach (var folder in parsed.GetValue(_models) ?? [])
            content.AddModels(folder);
        return content;
    }

    /// <summary>The maps and models that lie beside the program.</summary>
    public static CatalogContent Carried() => new CatalogContent().AddMaps(Beside("mappings")).AddModels(Beside("profiles"));

    private static DirectoryInfo Beside(string name) => new(Path.Combine(AppContext.BaseDirectory, name));
}
