using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Benchmarks.Json;

/// <summary>Reading and writing JSON, strictly and into a tree, against JsonDocument on the same bytes. Look at the ratio.</summary>
[MemoryDiagnoser]
public class ReadAndWrite
{
    private readonly ArrayBufferWriter<byte> _output = new(4 * 1024 * 1024);
    private byte[] _json = [];

    [Params("Patient, 4 kB", "Bundle, 1 MB")]
    public string Content { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _json = Content.StartsWith("Patient", StringComparison.Ordinal) ? Samples.Patient : Samples.Bundle(265);

    [Benchmark(Baseline = true)]
    public int JsonDocumentReadAndWrite()
    {
        using var document = JsonDocument.Parse(_json);
        _output.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        document.WriteTo(writer);
        writer.Flush();
        return _output.WrittenCount;
    }

    [Benchmark]
    public int GatewayReadAndWrite()
    {
        var root = FhirJson.Read(_json).Root;
        _output.ResetWrittenCount();
        FhirJson.Write(root, _output);
        return _output.WrittenCount;
    }

    [Benchmark]
    public Element GatewayRead() => FhirJson.Read(_json).Root;
}
