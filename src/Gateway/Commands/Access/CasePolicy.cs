using System.Text.Json;
using Gateway.Access;
using Gateway.Access.Decisions;
using Gateway.Access.Labels;
using Gateway.Access.Policies;

namespace Gateway.Commands.Access;

/// <summary>Reads the policy of a case: <c>{implicit: permit|deny, ceiling: U|L|M|N|R|V, sensitivities: [code or Coding]}</c>.</summary>
internal static class CasePolicy
{
    public static (PolicyRow? Policy, string Fault) Read(JsonElement root)
    {
        if (!root.TryGetProperty("policy", out var json) || json.ValueKind == JsonValueKind.Null)
            return (null, "");
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("implicit", out var verdict) || verdict.ValueKind != JsonValueKind.String || verdict.GetString() is not ("permit" or "deny"))
            return (null, "policy.implicit: permit or deny is needed.");
        var row = new PolicyRow { Implicit = verdict.GetString() == "permit" ? Effect.Permit : Effect.Deny };
        if (json.TryGetProperty("ceiling", out var ceiling))
        {
            if (CaseRequest.Code(ceiling, CodeSystems.Confidentiality) is not { } code || ConfidentialityCodes.Of(code) is not { } rank)
                return (null, "policy.ceiling: it is one of U, L, M, N, R, V.");
            row = row with { Ceiling = rank };
        }

        if (!json.TryGetProperty("sensitivities", out var list))
            return (row, "");
        var sensitivities = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(s => CaseRequest.Code(s, CodeSystems.ActCode)).ToList() : [null];
        return sensitivities.Contains(null) ? (null, "policy.sensitivities: each is to be a code or a Coding.") : (row with { Sensitivities = [.. sensitivities.OfType<Coded>()] }, "");
    }
}
