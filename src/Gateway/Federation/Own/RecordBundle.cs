using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Federation.Own;

/// <summary>Resources as one record: a collection Bundle.</summary>
internal static class RecordBundle
{
    public static Element Of(params IEnumerable<Element> resources)
    {
        var bundle = ElementDraft.New(DefinitionSet.R4.FindType("Bundle")!).AddText("type", "collection");
        foreach (var resource in resources)
            bundle.Add("entry").Put("resource", resource);
        return bundle.Build();
    }
}
