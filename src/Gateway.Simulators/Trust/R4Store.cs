using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Simulators.People;

namespace Gateway.Simulators.Trust;

/// <summary>The trust's resources in FHIR R4. Safe for use by many threads.</summary>
internal sealed class R4Store
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<(string Type, string Id), R4Resource> _resources = [];
    private readonly Dictionary<(string Type, string Number), List<string>> _ofPatients = [];
    private long _number;

    public R4Store(IEnumerable<object> resources, DateTimeOffset at, TimeProvider time)
    {
        (_time, _number) = (time, time.GetUtcNow().ToUnixTimeSeconds());
        foreach (var content in resources.Select(Serving.Json.Node))
            Keep(content["resourceType"]!.ToString(), content["id"]!.ToString(), 1, content, at);
    }

    public R4Resource? Find(string type, string id)
    {
        lock (_lock)
            return _resources.GetValueOrDefault((type, id));
    }

    /// <summary>Those about the patient of an NHS number, in the order in which they came.</summary>
    public IReadOnlyList<R4Resource> Of(string type, string nhsNumber)
    {
        lock (_lock)
            return [.. (_ofPatients.GetValueOrDefault((type, nhsNumber)) ?? []).Select(id => _resources[(type, id)])];
    }

    /// <summary>The new resource; the one that is there already, where it has the identifier that there is to be none of.</summary>
    public (R4Resource Made, bool IsNew) Create(string type, JsonObject content, string? ifNoneExist)
    {
        lock (_lock)
        {
            if (ifNoneExist?.Split('=') is ["identifier", var token] && Uri.UnescapeDataString(token).Split('|') is [var system, var value]
                && _resources.Values.FirstOrDefault(r => r.Type == type && Bears(r, system, value)) is { } there)
                return (there, false);
            return (Keep(type, (++_number).ToString(CultureInfo.InvariantCulture), 1, content, _time.GetUtcNow()), true);
        }
    }

    /// <summary>The new version; the old one when it is not the version that was meant to be changed; null when there is none.</summary>
    public (R4Resource? Resource, bool IsStale) Update(string type, string id, string? etag, JsonObject content)
    {
        lock (_lock)
        {
            if (!_resources.TryGetValue((type, id), out var old))
                return (null, false);
            return etag is not null && etag.Replace("W/", "", StringComparison.Ordinal) != $"\"{old.Version}\"" ? (old, true) : (Keep(type, id, old.Version + 1, content, _time.GetUtcNow()), false);
        }
    }

    private static bool Bears(R4Resource resource, string system, string value) => (JsonNode.Parse(resource.Json)?["identifier"] as JsonArray)?.OfType<JsonObject>()
        .Any(i => i["system"]?.ToString() == system && i["value"]?.ToString() == value) == true;

    private R4Resource Keep(string type, string id, int version, JsonObject content, DateTimeOffset at)
    {
        content["id"] = id;
        var meta = content["meta"] as JsonObject ?? [];
        (meta["versionId"], meta["lastUpdated"]) = (version.ToString(CultureInfo.InvariantCulture), BritishTime.Instant(at));
        if (meta.Parent is null)
            content["meta"] = meta;
        var resource = new R4Resource(type, id, version, Number(type, content), Serving.Json.Bytes(content));
        if (_resources.TryGetValue((type, id), out var old) && old.NhsNumber is { } former)
            _ofPatients[(type, former)].Remove(id);
        _resources[(type, id)] = resource;
        if (resource.NhsNumber is { } number)
        {
            if (!_ofPatients.TryGetValue((type, number), out var ids))
                _ofPatients[(type, number)] = ids = [];
            ids.Add(id);
        }

        return resource;
    }

    /// <summary>A Patient's own, else that of the patient who is referred to, by identifier or reference.</summary>
    private string? Number(string type, JsonObject content)
    {
        if (type == "Patient")
            return (content["identifier"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(i => i["system"]?.ToString() == Concepts.NhsNumber)?["value"]?.ToString();
        var patient = (content["subject"] ?? content["patient"]) as JsonObject;
        if (patient?["identifier"] is JsonObject identifier && identifier["system"]?.ToString() == Concepts.NhsNumber)
            return identifier["value"]?.ToString();
        return patient?["reference"]?.ToString() is { } reference && _resources.TryGetValue(("Patient", reference.Split('/')[^1]), out var found) ? found.NhsNumber : null;
    }
}
