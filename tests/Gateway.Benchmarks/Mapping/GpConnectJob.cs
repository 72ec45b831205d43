using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;

namespace Gateway.Benchmarks.Mapping;

/// <summary>A record of GP Connect of 1 MB: the medication of a case, over and over under other ids.</summary>
internal sealed class GpConnectJob
{
    private const int Size = 1024 * 1024;
    private readonly ArrayBufferWriter<byte> _output = new(2 * Size);
    private readonly CompiledMap _map = RepositoryMaps.Find("GpConnectRecord");
    private readonly Element _bundle;

    public GpConnectJob()
    {
        Json = Repeated(RepositoryMaps.Case("gp-connect/cases/GpConnectRecord/medication-history.input.json"));
        _bundle = Read();
        if (!FhirJson.ToUtf8(Mapped()).AsSpan().SequenceEqual(FhirJson.ToUtf8(ByHand())))
            throw new InvalidOperationException($"The map and the code by hand differ:\n{FhirJson.ToText(Mapped())[..20000]}\n{FhirJson.ToText(ByHand())[..20000]}");
    }

    public byte[] Json { get; }

    public Element Mapped() => _map.Run(_bundle).Root;

    public Element ByHand() => HandWrittenMedication.Bundle(_bundle);

    public int FromJsonToJson()
    {
        _output.ResetWrittenCount();
        FhirJson.Write(_map.Run(Read()).Root, _output);
        return _output.WrittenCount;
    }

    private Element Read() => RecordContent.Read(Json, _map.Sources[0]!).Single().Root;

    private static byte[] Repeated(byte[] json)
    {
        var bundle = JsonNode.Parse(json)!;
        var entries = bundle["entry"]!.AsArray();
        var resources = entries.Skip(1).Select(e => e!.ToJsonString()).ToArray();
        var length = 0;
        for (var round = 1; length < Size; round++)
        {
            foreach (var resource in resources)
            {
                var entry = JsonNode.Parse(resource)!;
                entry["resource"]!["id"] = string.Create(CultureInfo.InvariantCulture, $"{entry["resource"]!["id"]}-{round}");
                entries.Add(entry);
                length += resource.Length;
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(bundle);
    }
}
