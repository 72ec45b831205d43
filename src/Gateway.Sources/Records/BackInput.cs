using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Compilation;

namespace Gateway.Sources.Records;

/// <summary>What a map from FHIR is given: the resource that it takes, or a Bundle of all that belong to the record.</summary>
internal static class BackInput
{
    private static readonly TypeDefinition s_bundle = DefinitionSet.R4.FindType("Bundle")!;

    /// <param name="map">The map.</param>
    /// <param name="content">A resource or a Bundle.</param>
    /// <param name="current">The Bundle of the record as it is now; a resource takes the place of that of its type in it.</param>
    public static Element Of(CompiledMap map, Element content, Element current = default)
    {
        var isBundle = content.Type.Name == "Bundle";
        if (map.Sources[0]!.Name != "Bundle")
            return isBundle && Resources(content).FirstOrDefault(r => r.Type.Name == map.Sources[0]!.Name) is { IsNone: false } part ? part : content;
        return isBundle ? content : current.IsNone ? Alone(content) : With(current, content);
    }

    /// <summary>The resources of a Bundle, or the one that there is.</summary>
    public static IEnumerable<Element> Resources(Element content) =>
        content.Type.Name == "Bundle" ? content["entry"].SelectMany(e => e["resource"]) : [content];

    private static Element Alone(Element resource)
    {
        var bundle = ElementDraft.New(s_bundle).AddText("type", "collection");
        bundle.Add("entry").Put("resource", resource);
        return bundle.Build();
    }

    /// <summary>The Bundle with a resource in place of that of its type.</summary>
    public static Element With(Element bundle, Element resource)
    {
        var draft = bundle.Edit();
        foreach (var entry in bundle["entry"])
            foreach (var old in entry["resource"])
                if (old.Type.Name == resource.Type.Name)
                {
                    var edited = draft.Edit(entry);
                    edited.Remove(old);
                    edited.Put("resource", resource);
                    return draft.Build();
                }

        draft.Add("entry").Put("resource", resource);
        return draft.Build();
    }
}
