using Gateway.Fhir.Elements;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Language;

namespace Gateway.Conformance;

/// <summary>The conformance resources that were loaded from files: what the gateway carries and what the deployment's folders hold. They tell of nobody.</summary>
internal sealed class LoadedDefinitions(ConformanceContent content, MapCatalog maps)
{
    private readonly Lazy<Dictionary<string, Element>> _byAddress = new(() => Named(content, maps));

    /// <summary>The types of what is loaded.</summary>
    public static IReadOnlySet<string> Types { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "CodeSystem", "ConceptMap", "OperationDefinition", "Questionnaire", "SearchParameter", "StructureDefinition", "StructureMap", "ValueSet",
    };

    public IEnumerable<Element> All => _byAddress.Value.Values;

    /// <summary>The resource of that type and id; null when none is loaded.</summary>
    public Element? Find(string type, string id) => _byAddress.Value.TryGetValue($"{type}/{id}", out var found) ? found : null;

    // What was read later counts, as it does for validation. Maps are resources too, whatever form they were written in.
    private static Dictionary<string, Element> Named(ConformanceContent content, MapCatalog maps)
    {
        var named = new Dictionary<string, Element>(StringComparer.Ordinal);
        foreach (var resource in maps.ConceptMapResources.Concat(maps.Maps.Select(m => MapResource.Write(m.Definition))).Concat(content.Resources))
            if (Types.Contains(resource.Type.Name) && IdOf(resource) is { } id)
                named[$"{resource.Type.Name}/{id}"] = WithId(resource, id);
        return named;
    }

    private static string? IdOf(Element resource) => new[] { resource.ChildText("id"), resource.ChildText("url")?.Split('/', '|')[^1] }.FirstOrDefault(IsId);

    private static bool IsId(string? text) => text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    private static Element WithId(Element resource, string id)
    {
        if (resource.ChildText("id") == id)
            return resource;
        var draft = resource.Edit();
        draft.Remove("id");
        return draft.AddText("id", id).Build();
    }
}
