using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Security.Clients;
using Gateway.Storage.Clients;

namespace Gateway.Commands.Clients;

/// <summary>Clients as they are printed. Their keys are public, and printed as JSON only.</summary>
internal static class ClientText
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static void WriteAll(Terminal terminal, IReadOnlyList<ClientRow> clients, bool isJson)
    {
        if (isJson)
            terminal.Out.WriteLine(new JsonArray([.. clients.Select(Json)]).ToJsonString(s_indented));
        foreach (var row in isJson ? [] : clients)
            terminal.Out.WriteLine(ClientRegistration.Read(row.Content) is { } client
                ? string.Join('\t', client.Id, State(row), client.Recipient, client.Organization ?? "-", string.Join(' ', client.Purposes), client.Name, client.Issuer ?? "gateway")
                : $"{row.Id}\tunreadable");
    }

    public static void Write(Terminal terminal, ClientRow row, bool isJson)
    {
        if (isJson || ClientRegistration.Read(row.Content) is not { } client)
        {
            terminal.Out.WriteLine(Json(row).ToJsonString(s_indented));
            return;
        }

        var lines = new (string Name, string? Value)[]
        {
            ("id", client.Id), ("name", client.Name), ("state", State(row)), ("issuer", client.Issuer ?? "gateway"), ("organisation", client.Organization), ("recipient", client.Recipient),
            ("purposes", string.Join(' ', client.Purposes)), ("facts", string.Join(' ', client.Facts)), ("keys", client.JwksUrl ?? Keys(client)), ("certificate", client.Certificate),
        };
        foreach (var (name, value) in lines.Where(l => l.Value is { Length: > 0 }))
            terminal.Out.WriteLine($"{name,-13} {value}");
        foreach (var scope in client.Scopes)
            terminal.Out.WriteLine($"{"scope",-13} {scope}");
    }

    private static string? Keys(ClientRegistration client) => client.Jwks is { } keys ? string.Join(' ', ClientKeySet.Read(keys.GetRawText()).Keys.Select(k => k.Kid)) : null;

    private static string State(ClientRow row) => row.Disabled ? "disabled" : "enabled";

    private static JsonNode Json(ClientRow row)
    {
        var json = ClientRegistration.Read(row.Content) is { } client ? JsonNode.Parse(client.ToJson())!.AsObject() : new JsonObject { ["id"] = row.Id, ["isReadable"] = false };
        json["disabled"] = row.Disabled;
        return json;
    }
}
