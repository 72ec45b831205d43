using System.Buffers;
using System.Text;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Xml;
using Gateway.Mapping.Records;

namespace Gateway.Commands.Mapping;

/// <summary>Writes what a map made: FHIR as FHIR has it, records as their model has them.</summary>
internal sealed class MapOutput(string format, DirectoryInfo? folder, Terminal terminal)
{
    private readonly List<Element> _rows = [];

    /// <exception cref="XmlContentException">The content holds what XML cannot.</exception>
    public static ReadOnlyMemory<byte> Write(Element root, string format)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var isRecord = root.Type.Kind == StructureKind.Logical;
        switch (format)
        {
            case "xml" when isRecord:
                RecordXml.Write(root, buffer, true);
                break;
            case "xml":
                FhirXml.Write(root, buffer, true);
                break;
            default:
                if (isRecord)
                    RecordJson.Write(root, buffer, true);
                else
                    FhirJson.Write(root, buffer, true);
                break;
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes the targets of one record; rows are kept until the file is whole.</summary>
    public void Add(FileInfo source, int record, IReadOnlyList<Element> targets)
    {
        if (format == "csv")
        {
            _rows.AddRange(targets);
            return;
        }

        for (var i = 0; i < targets.Count; i++)
            Put($"{Path.GetFileNameWithoutExtension(source.Name)}-{record}{(targets.Count > 1 ? $"-{i + 1}" : "")}.{format}", Write(targets[i], format));
    }

    public void EndFile(FileInfo source)
    {
        foreach (var rows in _rows.GroupBy(r => r.Type))
            Put($"{Path.GetFileNameWithoutExtension(source.Name)}{(_rows.Any(r => r.Type != rows.Key) ? $"-{rows.Key.Name}" : "")}.csv", RecordCsv.ToUtf8(rows, rows.Key));
        _rows.Clear();
    }

    private void Put(string name, ReadOnlyMemory<byte> content)
    {
        if (folder is null)
        {
            terminal.Out.WriteLine(Encoding.UTF8.GetString(content.Span).TrimEnd());
            return;
        }

        folder.Create();
        using var file = File.Create(Path.Combine(folder.FullName, name));
        file.Write(content.Span);
    }
}
