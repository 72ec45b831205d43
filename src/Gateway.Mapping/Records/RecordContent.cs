using Gateway.Fhir.Definitions;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Records.Csv;
using Gateway.Mapping.Records.Json;
using Gateway.Mapping.Records.Xml;

namespace Gateway.Mapping.Records;

/// <summary>
/// Reads records of a logical model, or of FHIR resources, into element trees. The first character says whether the content is JSON, XML
/// or CSV. A record that cannot be read is one reading with its faults; it does not keep the others from being read.
/// </summary>
public static class RecordContent
{
    /// <summary>Reads the records one by one, as they are asked for. The trees keep nothing of <paramref name="content"/>.</summary>
    /// <param name="content">UTF-8, with or without a byte order mark.</param>
    /// <param name="model">The logical model, or the type of resource.</param>
    /// <param name="options">The limits; the usual ones where left out.</param>
    public static IEnumerable<RecordReading> Read(byte[] content, TypeDefinition model, RecordOptions? options = null) =>
        Read(() => new RecordWindow(content), model, options ?? RecordOptions.Usual);

    /// <summary>The same from a stream, of which no more is held than the record that is being read. The stream is not closed.</summary>
    public static IEnumerable<RecordReading> Read(Stream content, TypeDefinition model, RecordOptions? options = null) =>
        Read(() => new RecordWindow(content, (options ?? RecordOptions.Usual).MaxRecordBytes), model, options ?? RecordOptions.Usual);

    private static IEnumerable<RecordReading> Read(Func<RecordWindow> open, TypeDefinition model, RecordOptions options)
    {
        foreach (var reading in Read(open(), model, options))
            yield return reading;
    }

    private static IEnumerable<RecordReading> Read(RecordWindow window, TypeDefinition model, RecordOptions options)
    {
        window.SkipMark();
        return window.Peek() switch
        {
            -1 => [RecordReading.Refused(0, new Fault(FaultKind.Structure, "The text is empty.", "", 1, 1))],
            '{' or '[' => new JsonRecordFile(window, model, options).Read(),
            '<' when model.IsResource => ResourceXml.Read(window, model, options),
            '<' => new XmlRecordFile(window, model, options).Read(),
            _ when model.IsResource => [RecordReading.Refused(0, Neither(window))],
            _ => new CsvRecordFile(window, model, options).Read(),
        };
    }

    private static Fault Neither(RecordWindow window) =>
        new(FaultKind.Structure, "The text is neither JSON nor XML: it starts with neither { nor [ nor <.", "", window.Line, window.Column);
}
