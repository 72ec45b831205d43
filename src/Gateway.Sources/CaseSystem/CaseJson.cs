using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Records;

namespace Gateway.Sources.CaseSystem;

/// <summary>Records of the case system as JSON, and a change laid over one.</summary>
internal static class CaseJson
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Of(Element record) => (JsonObject)JsonNode.Parse(RecordJson.ToUtf8(record))!;

    public static byte[] ToUtf8(JsonObject record) => JsonSerializer.SerializeToUtf8Bytes(record, s_plain);

    /// <summary>
    /// The record with what differs between <paramref name="before"/> and <paramref name="after"/>, which are the record and the change as FHIR can say
    /// them: fields that FHIR has no place for stay, and so does the form of what did not change. Id and time of change are the case system's.
    /// </summary>
    public static JsonObject Merge(JsonObject record, JsonObject before, JsonObject after)
    {
        var merged = Merged(record, before, after);
        foreach (var own in new[] { "id", "lastModified" })
            if (record[own] is { } value)
                merged[own] = value.DeepClone();
        return merged;
    }

    private static JsonObject Merged(JsonObject record, JsonObject before, JsonObject after)
    {
        var merged = (JsonObject)record.DeepClone();
        foreach (var (name, value) in before)
        {
            if (after.ContainsKey(name))
                continue;
            if (record[name] is JsonObject part && value is JsonObject known && Merged(part, known, []) is { Count: > 0 } rest)
                merged[name] = rest;
            else
                merged.Remove(name);
        }

        foreach (var (name, value) in after)
        {
            if (JsonNode.DeepEquals(before[name], value) && record.ContainsKey(name))
                continue;
            merged[name] = record[name] is JsonObject part && value is JsonObject said ? Merged(part, before[name] as JsonObject ?? [], said) : value?.DeepClone();
        }

        return merged;
    }
}
