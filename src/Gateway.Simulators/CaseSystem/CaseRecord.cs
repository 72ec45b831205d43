using System.Text.Json.Nodes;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.CaseSystem;

/// <summary>A version of a record, written out, with the fields that it can be found by.</summary>
internal sealed record CaseRecord
{
    public required CaseKind Kind { get; init; }

    public required string Id { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public required byte[] Json { get; init; }

    public string? PersonId { get; init; }

    /// <summary>The other fields that searches name, where the record has them.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public string ETag => $"\"{Version}\"";

    /// <summary>Makes a version of a record's content, which is given its number and time.</summary>
    public static CaseRecord Of(CaseKind kind, string id, int version, DateTimeOffset modified, JsonObject content)
    {
        var body = new JsonObject { ["id"] = id, ["lastModified"] = BritishTime.Instant(modified) };
        foreach (var (name, value) in content.Where(p => p.Key is not ("id" or "lastModified")))
            body[name] = value?.DeepClone();
        var fields = new Dictionary<string, string>();
        Add("status", body["status"]);
        Add("service", body["service"]);
        Add("reference", body["reference"]);
        Add("custodyNumber", body["custodyNumber"]);
        Add("nhsNumber", body["nhsNumber"]);
        Add("pncId", body["pncId"]);
        Add("receivingProvider", (body["receivingProvider"] as JsonObject)?["odsCode"]);
        return new CaseRecord
        {
            Kind = kind,
            Id = id,
            Version = version,
            LastModified = modified,
            Json = Serving.Json.Bytes(body),
            PersonId = (body["personId"] as JsonValue)?.ToString(),
            Fields = fields,
        };

        void Add(string name, JsonNode? value)
        {
            if (value is JsonValue)
                fields[name] = value.ToString();
        }
    }

    public JsonObject Content() => JsonNode.Parse(Json)!.AsObject();
}
