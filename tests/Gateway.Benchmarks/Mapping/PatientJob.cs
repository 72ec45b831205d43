using System.Buffers;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;

namespace Gateway.Benchmarks.Mapping;

/// <summary>The row → Patient job: a flat row of 14 fields, JSON in and JSON out.</summary>
internal sealed class PatientJob
{
    private readonly ArrayBufferWriter<byte> _output = new(4096);

    public PatientJob()
    {
        var folder = new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "Mapping"));
        var catalog = MapCatalog.Of(new CatalogContent().AddMaps(folder).AddModels(folder));
        Map = catalog.Find("PersonRow") ?? throw new InvalidOperationException(string.Join('\n', catalog.Faults));
        Json = File.ReadAllBytes(Path.Combine(folder.FullName, "person-row.json"));
        Row = Read();
    }

    public CompiledMap Map { get; }

    public byte[] Json { get; }

    public Element Row { get; }

    public Element Read() => RecordContent.Read(Json, Map.Sources[0]!).Single().Root;

    public Element Mapped() => Map.Run(Row).Root;

    public int FromJsonToJson()
    {
        _output.ResetWrittenCount();
        FhirJson.Write(Map.Run(Read()).Root, _output);
        return _output.WrittenCount;
    }
}
