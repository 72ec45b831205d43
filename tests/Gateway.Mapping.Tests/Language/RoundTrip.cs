using Gateway.Fhir.Json;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Tests.Language;

/// <summary>What must hold for every map.</summary>
internal static class RoundTrip
{
    public static MapDefinition Read(string text)
    {
        var read = MapText.Read(text);
        read.Faults.Should().BeEmpty();
        return read.Map!;
    }

    /// <summary>The map stays the same when it is written, as text or as a StructureMap in JSON, and read again.</summary>
    public static void Check(MapDefinition map)
    {
        var text = MapText.Write(map);
        var again = Read(text);
        again.Should().Be(map);
        MapText.Write(again).Should().Be(text);

        var resource = MapResource.Write(map);
        var json = FhirJson.ToUtf8(resource);
        var read = FhirJson.Read(json);
        read.Faults.Where(f => !f.IsWarning).Should().BeEmpty();
        var fromResource = MapResource.Read(read.Root);
        fromResource.Faults.Should().BeEmpty();
        fromResource.Map.Should().Be(map);
        FhirJson.ToUtf8(MapResource.Write(fromResource.Map!)).Should().Equal(json);
    }
}
