using System.Text.RegularExpressions;
using Gateway.Fhir.Json;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Tests.Language;

/// <summary>What must hold for every map.</summary>
internal static partial class RoundTrip
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
        Same(again, map);
        MapText.Write(again).Should().Be(text);

        var resource = MapResource.Write(map);
        var json = FhirJson.ToUtf8(resource);
        var read = FhirJson.Read(json);
        read.Faults.Where(f => !f.IsWarning).Should().BeEmpty();
        var fromResource = MapResource.Read(read.Root);
        fromResource.Faults.Should().BeEmpty();
        Same(fromResource.Map!, map);
        FhirJson.ToUtf8(MapResource.Write(fromResource.Map!)).Should().Equal(json);
    }

    /// <summary>Compares maps; around the first difference of their texts first, which shows it.</summary>
    public static void Same(MapDefinition actual, MapDefinition expected)
    {
        var (left, right) = (Placeless(actual), Placeless(expected));
        var same = left.Zip(right).TakeWhile(p => p.First == p.Second).Count();
        left[Math.Max(0, same - 80)..Math.Min(left.Length, same + 80)].Should().Be(right[Math.Max(0, same - 80)..Math.Min(right.Length, same + 80)]);
        actual.Should().Be(expected);
    }

    [GeneratedRegex(@"Place = \d+:\d+(, )?")]
    private static partial Regex Place();

    private static string Placeless(MapDefinition map) => Place().Replace(map.ToString(), "");
}
