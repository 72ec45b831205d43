using Gateway.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Xml;

namespace Gateway.Mapping.Records.Xml;

/// <summary>FHIR's XML holds one resource, which is one record.</summary>
internal static class ResourceXml
{
    public static IEnumerable<RecordReading> Read(RecordWindow window, TypeDefinition model, RecordOptions options)
    {
        while (window.Double())
        {
        }

        var line = window.Line;
        if (window.IsFull)
        {
            yield return RecordReading.Refused(1, new Fault(FaultKind.TooLong, $"The record has more than the {options.MaxRecordBytes} bytes that are read.", "", line, window.Column));
            yield break;
        }

        var read = FhirXml.Read(window.Rest.ToArray(), model.Set, ReadOptions.Tolerant, model);
        yield return new RecordReading { Number = 1, Line = line, Root = read.Root, Faults = read.Faults };
    }
}
