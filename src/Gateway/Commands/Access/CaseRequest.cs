using System.Globalization;
using System.Text.Json;
using Gateway.Access;
using Gateway.Access.Decisions;

namespace Gateway.Commands.Access;

/// <summary>Reads who asks in a case: actors as addresses, references, identifiers or both; the purpose as a code or a Coding; the time as an instant.</summary>
internal static class CaseRequest
{
    public static (AccessRequest? Request, string Fault) Read(JsonElement json)
    {
        var actors = json.TryGetProperty("actors", out var list) ? list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(Actor).ToList() : [Actor(list)] : [];
        if (actors.Count == 0 || actors.Contains(null))
            return (null, "request.actors: each is to be an address, a reference or an identifier, and there is to be one.");
        if (!DateTimeOffset.TryParse(Text(json, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return (null, "request.time: an instant is needed.");
        return (new AccessRequest
        {
            Actors = [.. actors.OfType<PartyReference>()],
            Purpose = json.TryGetProperty("purpose", out var purpose) ? Code(purpose, CodeSystems.ActReason) : null,
            Action = json.TryGetProperty("action", out var action) && Code(action, CodeSystems.ConsentAction) is { } code ? code.Code : "read",
            Time = time,
            Controller = json.TryGetProperty("controller", out var controller) ? Actor(controller) : null,
        }, "");
    }

    /// <summary>A code, alone or as a Coding, or the first coding of a concept; null where there is none.</summary>
    public static Coded? Code(JsonElement json, string system) => json.ValueKind switch
    {
        JsonValueKind.String => Coded.Of(system, json.GetString()!),
        JsonValueKind.Array => json.EnumerateArray().Select(c => Code(c, system)).FirstOrDefault(),
        JsonValueKind.Object when json.TryGetProperty("coding", out var codings) => Code(codings, system),
        JsonValueKind.Object when Text(json, "code") is { } code => Coded.Of(Text(json, "system") ?? system, code),
        _ => null,
    };

    private static PartyReference? Actor(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new PartyReference(PartyReference.Local(json.GetString()!), null);
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var identifier = json.TryGetProperty("identifier", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : json;
        var number = Text(identifier, "value") is { } value ? Coded.Of(Text(identifier, "system"), value) : (Coded?)null;
        var address = json.TryGetProperty("reference", out var reference)
            ? reference.ValueKind == JsonValueKind.Object ? Actor(reference)?.Address : reference.GetString()
            : Text(json, "resourceType") is { } type && Text(json, "id") is { } id ? $"{type}/{id}" : null;
        return address is null && number is null ? null : new PartyReference(address is null ? null : PartyReference.Local(address), number);
    }

    /// <summary>The text of that name; null where there is none.</summary>
    public static string? Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
