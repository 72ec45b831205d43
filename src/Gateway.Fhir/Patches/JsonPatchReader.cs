using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Patches;

/// <summary>Reads a JSON Patch document (RFC 6902, 3 and 4); all faults of all operations are found. Members that the standard does not define are passed over, as it has it.</summary>
internal sealed class JsonPatchReader
{
    // What is nested deeper than any resource can be fits nowhere.
    public const int MaxDepth = (ReadOptions.MaxDepth * 2) + 2;

    private readonly List<JsonPatchOperation> _operations = [];

    public List<Fault> Faults { get; } = [];

    public IReadOnlyList<JsonPatchOperation> Operations => _operations;

    public void Read(byte[] utf8)
    {
        if (!TryParse(utf8, out var document))
            return;
        if (document is not JsonArray array)
            Faults.Add(new Fault(FaultKind.Structure, "A JSON Patch is an array of operations.", "", 0, 0));
        else if (array.Count > PatchLimits.Operations)
            Faults.Add(new Fault(FaultKind.TooLong, $"The patch has {array.Count} operations; at most {PatchLimits.Operations} are done.", "", 0, 0));
        else
            for (var i = 0; i < array.Count; i++)
                ReadOperation(i + 1, array[i]);
    }

    // Two members of one name would let an operation be read in two ways (RFC 6902, A.13); half of a surrogate pair is no text.
    private bool TryParse(byte[] utf8, out JsonNode? document)
    {
        document = null;
        if (!Utf8.IsValid(utf8))
        {
            Faults.Add(FhirJson.InvalidUtf8(utf8));
            return false;
        }

        try
        {
            if (HasBrokenText(utf8))
                Faults.Add(new Fault(FaultKind.Value, "The patch holds half of a surrogate pair.", "", 0, 0));
            else
                document = JsonNode.Parse(utf8, null, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            var (message, offset) = JsonBreak.Of(e, utf8);
            var (line, column) = new TextPlaces().At(utf8, offset);
            Faults.Add(new Fault(FaultKind.Structure, message, "", line, column));
        }

        return Faults.Count == 0;
    }

    private static bool HasBrokenText(byte[] utf8)
    {
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (json.Read())
            if (json.ValueIsEscaped && JsonText.Unescape(json.ValueSpan, new byte[json.ValueSpan.Length]) < 0)
                return true;
        return false;
    }

    private void ReadOperation(int number, JsonNode? node)
    {
        if (node is not JsonObject given)
        {
            Fault(number, "An operation is an object.");
            return;
        }

        if (Text(given, "op") is not ("add" or "remove" or "replace" or "move" or "copy" or "test"))
            Fault(number, "op must be add, remove, replace, move, copy or test.");
        var kind = Text(given, "op") ?? "";
        var path = Pointer(number, given, "path");
        var needsFrom = kind is "move" or "copy";
        var from = needsFrom ? Pointer(number, given, "from") : null;
        var needsValue = kind is "add" or "replace" or "test";
        if (needsValue && !given.ContainsKey("value"))
            Fault(number, $"{kind} needs a value.");
        if (path is not null && needsFrom == from is not null)
            _operations.Add(new JsonPatchOperation(number, kind, path, from, needsValue ? given["value"] : null));
    }

    private JsonPointer? Pointer(int number, JsonObject given, string member)
    {
        if (Text(given, member) is not { } text)
            Fault(number, $"{member} must be there, and be a string.");
        else if (JsonPointer.Parse(text) is { } pointer)
            return pointer;
        else
            Fault(number, $"{member} is no JSON Pointer: it is empty or starts with /, and ~ is written ~0.");
        return null;
    }

    private static string? Text(JsonObject given, string member) => given[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private void Fault(int number, string message) => Faults.Add(new Fault(FaultKind.Structure, $"Operation {number}: {message}", "", 0, 0));
}
