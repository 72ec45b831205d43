using System.Text.Json;

namespace Gateway.EndToEnd.Tests.Records;

/// <summary>A file of the trust's, counted without any of the gateway's code.</summary>
internal sealed record StructuredRecord(string File, string NhsNumber, bool IsWellFormed, IReadOnlyDictionary<string, int> Counts)
{
    public static StructuredRecord Of(string folder, string file, string nhsNumber)
    {
        using var json = Parse(System.IO.File.ReadAllBytes(Path.Combine(folder, file)));
        var resources = json is null ? [] : Resources(json.RootElement).ToList();
        var patients = resources.Where(r => Text(r, "resourceType") == "Patient").Select(r => $"Patient/{Text(r, "id")}").ToList();
        var counts = ((string[])["MedicationStatement", "MedicationRequest"]).ToDictionary(type => type, type => resources
            .Where(r => Text(r, "resourceType") == type && r.TryGetProperty("subject", out var subject) && patients.Contains(Text(subject, "reference") ?? "")).Select(r => Text(r, "id")).Distinct().Count());
        return new StructuredRecord(file, nhsNumber, patients.Count == 1, counts);
    }

    private static JsonDocument? Parse(byte[] content)
    {
        var reader = new Utf8JsonReader(content);
        return JsonDocument.TryParseValue(ref reader, out var json) ? json : null;
    }

    private static IEnumerable<JsonElement> Resources(JsonElement bundle) => bundle.TryGetProperty("entry", out var entries)
        ? entries.EnumerateArray().Where(e => e.TryGetProperty("resource", out _)).Select(e => e.GetProperty("resource")) : [];

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
