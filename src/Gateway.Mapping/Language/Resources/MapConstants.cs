using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Language.Resources;

/// <summary>Constants in a StructureMap of R4, which has no place for them: HL7's cross-version extension for R5's StructureMap.const.</summary>
internal static class MapConstants
{
    public const string Url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-StructureMap.const";

    public static void Write(ElementDraft map, IEnumerable<MapConstant> constants)
    {
        foreach (var constant in constants)
        {
            var extension = map.Add("extension").AddText("url", Url);
            extension.Add("extension").AddText("url", "name").AddExact("valueId", constant.Name);
            extension.Add("extension").AddText("url", "value").AddExact("valueString", constant.Value.Text);
        }
    }

    public static IEnumerable<(Element Extension, Element Name, Element Value)> Read(Element map) => map["extension"]
        .Where(e => e.ChildText("url") == Url)
        .Select(e => (e, Part(e, "name"), Part(e, "value")));

    private static Element Part(Element extension, string name) =>
        extension["extension"].Where(e => e.ChildText("url") == name).SelectMany(e => e["value"]).FirstOrDefault();
}
