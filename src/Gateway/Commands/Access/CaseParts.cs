using System.Text.Json;
using Gateway.Access;
using Gateway.Access.Consents;
using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Commands.Access;

/// <summary>What every case holds: who asks, what for, the resource, the consents, who is who.</summary>
internal sealed record CaseParts(AccessRequest Request, Element Resource, IReadOnlyList<ConsentRules> Consents, PartyDirectory Directory)
{
    /// <summary>Reads a line; says where and why it cannot be one. A consent that cannot be read is a refusal and not a fault: nobody knows what it says.</summary>
    public static (CaseParts? Parts, string Fault) Read(JsonElement root, bool isPcf)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("request", out var asked) || asked.ValueKind != JsonValueKind.Object)
            return (null, "There is no request.");
        if (!root.TryGetProperty("resource", out var content))
            return (null, "There is no resource.");
        if (CaseRequest.Read(asked) is var (request, fault) && request is null)
            return (null, fault);
        if (ResourceOf(content) is not { IsNone: false } resource)
            return (null, "resource: it is not a resource of R4.");
        var directory = new PartyDirectory(Items(root, "directory").Select(ResourceOf).Where(r => !r.IsNone));
        return (new CaseParts(request!, resource, [.. Items(root, "consents").Select((c, i) => Consent(c, i, isPcf))], directory), "");
    }

    private static ConsentRules Consent(JsonElement json, int index, bool isPcf) =>
        ResourceOf(json, ReadOptions.Strict) is { IsNone: false, Type.Name: "Consent" } consent ? ConsentReader.Read(consent, TimeZoneInfo.Utc, isPcf) : Unreadable(index);

    // It may be anybody's: it counts as the patient's whose data are asked for.
    private static ConsentRules Unreadable(int index) => new()
    {
        Address = $"consents[{index}]",
        IsInForce = true,
        IsOfAll = true,
        Fault = "it cannot be read",
        Root = new Provision { Path = "Consent.provision" },
    };

    private static Element ResourceOf(JsonElement json) => ResourceOf(json, ReadOptions.Tolerant);

    private static Element ResourceOf(JsonElement json, ReadOptions options) =>
        json.ValueKind == JsonValueKind.Object && FhirJson.Read(JsonSerializer.SerializeToUtf8Bytes(json), options: options) is { IsRead: true } read && read.Root.Type.IsResource ? read.Root : default;

    // A list of resources, or a Bundle of them, or an object that has them as its values.
    private static IEnumerable<JsonElement> Items(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value))
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Object when value.TryGetProperty("entry", out var entries) && entries.ValueKind == JsonValueKind.Array => entries.EnumerateArray().Select(e => e.TryGetProperty("resource", out var resource) ? resource : default),
            JsonValueKind.Object when value.TryGetProperty("resourceType", out _) => [value],
            JsonValueKind.Object => value.EnumerateObject().Select(p => p.Value),
            _ => [],
        };
    }
}
