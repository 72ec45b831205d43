using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Patches;

/// <summary>JSON Patch (RFC 6902), of resources over their JSON form and of any other JSON document.</summary>
public sealed class JsonPatch : ResourcePatch
{
    private readonly IReadOnlyList<JsonPatchOperation> _operations;

    private JsonPatch(IReadOnlyList<JsonPatchOperation> operations) => _operations = operations;

    /// <summary>Reads a JSON Patch document. Every fault is reported with its operation; none is thrown.</summary>
    public static PatchParse Read(byte[] utf8)
    {
        var reader = new JsonPatchReader();
        reader.Read(utf8);
        return reader.Faults.Count > 0 ? new PatchParse(null, reader.Faults) : new PatchParse(new JsonPatch(reader.Operations), []);
    }

    /// <summary>
    /// The resource after the patch. What operations have emptied, arrays and objects, is left out, as FHIR has no empty ones (http://hl7.org/fhir/R4/json.html);
    /// what the patch itself adds empty is a fault.
    /// </summary>
    public override ReadResult Apply(Element resource)
    {
        var run = new JsonPatchRun(JsonNode.Parse(FhirJson.ToUtf8(resource)));
        if (Run(run) is { } fault)
            return ReadResult.Refused(fault);
        run.LeaveOutEmptied();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            if (run.Document is null)
                json.WriteNullValue();
            else
                run.Document.WriteTo(json);
        }

        return PatchedResource.Of(buffer.WrittenSpan.ToArray(), resource);
    }

    /// <summary>Applies the patch to any JSON document, which stays as it was.</summary>
    /// <param name="document">The document; null is JSON's null.</param>
    /// <param name="patched">The document after the patch.</param>
    /// <returns>Why it cannot be applied; null when it was.</returns>
    public Fault? Apply(JsonNode? document, out JsonNode? patched)
    {
        var run = new JsonPatchRun(document?.DeepClone());
        var fault = Run(run);
        patched = fault is null ? run.Document : null;
        return fault;
    }

    private Fault? Run(JsonPatchRun run)
    {
        try
        {
            foreach (var operation in _operations)
                run.Do(operation);
            return null;
        }
        catch (PatchAbortException abort)
        {
            return abort.Fault;
        }
    }
}
