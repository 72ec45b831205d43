using System.Security.Claims;
using System.Text.Json;
using Gateway.Access;
using Gateway.Access.Policies;

namespace Gateway.Security.Claims;

/// <summary>
/// The purposes that a token says, wherever it says them: <c>purpose_of_use</c>, IHE's <c>ihe_iua</c> (https://profiles.ihe.net/ITI/IUA/index.html#3714221111-json-web-token-option), alone or among
/// <c>extensions</c>, and UDAP's <c>extensions.hl7-b2b</c>.
/// </summary>
internal static class ClaimedPurposes
{
    private const string Name = "purpose_of_use";
    private static readonly string[] s_extensions = ["ihe_iua", "hl7-b2b"];

    /// <summary>The purposes, none when the token says nothing of them; null when it says one that is none, or different ones in different places.</summary>
    public static IReadOnlyList<Coded>? Read(ClaimsPrincipal principal)
    {
        var places = new List<List<Coded?>>();
        if (principal.HasClaim(c => c.Type == Name))
            places.Add([.. principal.FindAll(Name).SelectMany(Claim)]);
        foreach (var extension in principal.Objects("ihe_iua").Concat(principal.Objects("extensions").SelectMany(Extensions)))
            if (extension.ValueKind != JsonValueKind.Object)
                return null;
            else if (extension.TryGetProperty(Name, out var said))
                places.Add([.. said.ValueKind == JsonValueKind.Array ? said.EnumerateArray().Select(Purpose) : [Purpose(said)]]);
        if (places.Count == 0)
            return [];
        var first = places[0].Distinct().ToList();
        return first.Contains(null) || !places.TrueForAll(p => p.ToHashSet().SetEquals(first)) ? null : [.. first.OfType<Coded>()];
    }

    private static IEnumerable<JsonElement> Extensions(JsonElement extensions)
    {
        if (extensions.ValueKind != JsonValueKind.Object)
            return [default];
        return s_extensions.Select(n => extensions.TryGetProperty(n, out var found) ? found : (JsonElement?)null).OfType<JsonElement>();
    }

    private static IEnumerable<Coded?> Claim(Claim claim) => claim.ValueType == Microsoft.IdentityModel.JsonWebTokens.JsonClaimValueTypes.Json
        ? [Purpose(JsonDocument.Parse(claim.Value).RootElement)]
        : claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PurposeWords.Read);

    private static Coded? Purpose(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.String => PurposeWords.Read(said.GetString()!),
        JsonValueKind.Object when said.Member("code") is { } code => PurposeWords.Read(said.Member("system") is { } system ? $"{system}|{code}" : code),
        _ => null,
    };
}
