using System.Text.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Records;
using Gateway.Sources.Records;

namespace Gateway.Sources.CaseSystem;

/// <summary>Reads a part of the case system's feed: each change names its kind and holds the record as it then was.</summary>
internal static class CaseFeed
{
    /// <summary>False when the part as a whole cannot be read. A change that cannot be used is said and does not keep the others back.</summary>
    public static bool Read(CasePage page, IReadOnlyList<LoadedCaseKind> kinds, GatheredRecords into)
    {
        try
        {
            using var json = JsonDocument.Parse(page.Items);
            foreach (var change in json.RootElement.EnumerateArray())
                Add(change, kinds, into);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Add(JsonElement change, IReadOnlyList<LoadedCaseKind> kinds, GatheredRecords into)
    {
        if (change.ValueKind != JsonValueKind.Object || Text(change, "kind") is not { } path || Text(change, "id") is not { Length: < Locators.Longest } id)
            into.Refuse(FaultKind.Structure, "A change does not say what changed.");
        else if (kinds.FirstOrDefault(k => k.Kind.Path == path) is not { } kind)
            into.Warn(FaultKind.NotSupported, "A change is of a kind of record that is not known.");
        else if (change.TryGetProperty("deleted", out var deleted) && deleted.ValueKind == JsonValueKind.True)
            into.Add(new SourceRecord { Locator = $"{kind.Kind.Letter}{id}", Bundle = default, IsDeleted = true });
        else
        {
            var before = into.Records.Count;
            if (change.TryGetProperty("record", out var record) && record.ValueKind == JsonValueKind.Object)
                foreach (var reading in RecordContent.Read(JsonSerializer.SerializeToUtf8Bytes(record), kind.Records.Model))
                    kind.Records.Add(reading, into);
            else
                into.Refuse(FaultKind.Structure, "A change does not hold its record.");
            if (into.Records.Count == before)
                into.ReadAgain(kind.Types.First(), $"{kind.Kind.Letter}{id}");
        }
    }

    private static string? Text(JsonElement change, string name) =>
        change.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
