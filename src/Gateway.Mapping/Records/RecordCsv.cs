using CsvHelper;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Records;

/// <summary>Writes records as CSV (RFC 4180): the header once, a row each. Values are data: one that a spreadsheet would take for a formula is written as it is.</summary>
public static class RecordCsv
{
    private static readonly CsvWriterOptions s_options = new() { HasHeader = false };

    /// <summary>Writes the records of one model. The stream is not closed.</summary>
    /// <exception cref="ArgumentException">A record holds what one row cannot: an element with parts, or more than one of an element.</exception>
    public static void Write(IEnumerable<Element> records, TypeDefinition model, Stream output)
    {
        using var csv = CsvWriter.Create(output, s_options, leaveOpen: true);
        foreach (var element in model.Elements)
            csv.WriteField(element.Name);
        csv.EndRecord();
        foreach (var record in records)
        {
            foreach (var element in model.Elements)
                csv.WriteField(Field(record, element));
            csv.EndRecord();
        }
    }

    /// <summary>The records as UTF-8 CSV.</summary>
    /// <exception cref="ArgumentException">A record holds what one row cannot.</exception>
    public static byte[] ToUtf8(IEnumerable<Element> records, TypeDefinition model)
    {
        using var output = new MemoryStream();
        Write(records, model, output);
        return output.ToArray();
    }

    private static string? Field(Element record, ElementDefinition element)
    {
        string? text = null;
        foreach (var child in record[element.Name])
        {
            if (text is not null || !child.Type.IsPrimitive)
                throw new ArgumentException($"{element} does not fit into one field of a row.", nameof(record));
            text = child.Text;
        }

        return text;
    }
}
