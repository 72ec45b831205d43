using System.Buffers;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Records;

namespace Gateway.Endpoints.Fhir.Conformance;

/// <summary>What a map made, as a resource: itself where it is one, a Binary of JSON where it is a record of another system, and a Bundle where there are several.</summary>
internal static class Made
{
    private static readonly TypeDefinition s_binary = DefinitionSet.R4.FindType("Binary")!;
    private static readonly TypeDefinition s_bundle = DefinitionSet.R4.FindType("Bundle")!;

    public static Element Of(IReadOnlyList<Element> targets)
    {
        if (targets is [var only])
            return Resource(only);
        var bundle = ElementDraft.New(s_bundle).AddText("type", "collection");
        foreach (var target in targets)
            bundle.Add("entry").Put("resource", Resource(target));
        return bundle.Build();
    }

    private static Element Resource(Element target)
    {
        if (target.Type.Kind != StructureKind.Logical)
            return target;
        var buffer = new ArrayBufferWriter<byte>();
        RecordJson.Write(target, buffer, false);
        return ElementDraft.New(s_binary).AddText("contentType", "application/json").AddText("data", Convert.ToBase64String(buffer.WrittenSpan)).Build();
    }
}
