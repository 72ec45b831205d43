using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Language.Text;

namespace Gateway.Mapping.Language;

/// <summary>Maps as text, both ways.</summary>
public static class MapText
{
    /// <summary>The most characters of a map.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Reads a map as R4 or R5 writes it. Every fault is reported with its place; none is thrown.</summary>
    public static MapReading Read(string text) => text.Length > MaxLength
        ? new MapReading(null, [new Fault(FaultKind.TooLong, $"The map has {text.Length} characters; at most {MaxLength} are read.", "", 0, 0)])
        : new MapParser(new MapCursor(text)).Read();

    /// <summary>Writes a map as R4 text, with R5's header where R4's cannot say it. Read again, it is the same map.</summary>
    public static string Write(MapDefinition map) => MapWriter.Write(map);
}
