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
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

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
    /// <param name="source">The file's path in the folder of sources.</param>
    public void Add(string source, int record, IReadOnlyList<Element> targets)
    {
        if (format == "csv")
        {
            _rows.AddRange(targets);
            return;
        }

        for (var i = 0; i < targets.Count; i++)
            Put(source, $"-{record}{(targets.Count > 1 ? $"-{i + 1}" : "")}.{format}", Write(targets[i], format));
    }

    public void EndFile(string source)
    {
        foreach (var rows in _rows.GroupBy(r => r.Type))
            Put(source, $"{(_rows.Any(r => r.Type != rows.Key) ? $"-{rows.Key.Name}" : "")}.csv", RecordCsv.ToUtf8(rows, rows.Key));
        _rows.Clear();
    }

    // Files of one name but for the extension keep it: a.json and a.xml become a-1.json and a.xml-1.json.
    private void Put(string source, string end, ReadOnlyMemory<byte> content)
    {
        var name = Path.ChangeExtension(source, null) + end;
        if (!_written.Add(name) && !_written.Add(name = source + end))
            throw new IOException($"{name} would be written twice.");
        if (folder is null)
        {
            terminal.Out.WriteLine(Encoding.UTF8.GetString(content.Span).TrimEnd());
            return;
        }

        var target = new FileInfo(Path.Combine(folder.FullName, name));
        target.Directory!.Create();
        using var file = target.Create();
        file.Write(content.Span);
    }
}
