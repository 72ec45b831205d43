using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Security.Clients;

/// <summary>A client as it is registered. It holds no secret: of the client's keys only the public halves, or where they lie.</summary>
internal sealed record ClientRegistration
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false };

    public required string Id { get; init; }

    /// <summary>Whose tokens the client bears; null for the gateway's own.</summary>
    public string? Issuer { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Its organisation: an ODS code, or the code of a police force or a court.</summary>
    public string? Organization { get; init; }

    /// <summary>What kind of recipient it is, in the words of <see cref="CallerKinds"/>.</summary>
    public required string Recipient { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required IReadOnlyList<string> Purposes { get; init; }

    /// <summary>Its public keys (RFC 7517, section 5); null when they lie at <see cref="JwksUrl"/>.</summary>
    public JsonElement? Jwks { get; init; }

    /// <summary>Where its public keys lie.</summary>
    public string? JwksUrl { get; init; }

    /// <summary>The SHA-256 of its certificate in base64url (<c>x5t#S256</c>), to which its tokens are bound; null for tokens that are not.</summary>
    public string? Certificate { get; init; }

    /// <summary>What else holds of its users: <c>police-vetted</c>.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <summary>Reads what <see cref="ToJson"/> wrote; null for anything else.</summary>
    public static ClientRegistration? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ClientRegistration>(json, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
