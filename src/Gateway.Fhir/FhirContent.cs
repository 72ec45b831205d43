using Gateway.Fhir.Definitions;
using Gateway.Fhir.Json;

namespace Gateway.Fhir;

public static class FhirContent
{
    public static ReadResult Read(byte[] utf8, DefinitionSet? definitions = null, ReadOptions? options = null, TypeDefinition? type = null) =>
        FhirJson.Read(utf8, definitions, options, type);
}
