using Gateway.Fhir.Elements;
using Gateway.Mapping.Language.Resources;

namespace Gateway.Mapping.Language;

/// <summary>Maps as StructureMap resources of R4, both ways.</summary>
public static class MapResource
{
    /// <summary>Reads a StructureMap. All of its faults are reported, each with its place in the resource; none is thrown.</summary>
    public static MapReading Read(Element structureMap) => new StructureMapReader().Read(structureMap);

    /// <summary>The map as a StructureMap. Read again, it is the same map.</summary>
    public static Element Write(MapDefinition map) => StructureMapWriter.Write(map);
}
