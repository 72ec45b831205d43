using System.Text.Json;
using Gateway.Access.Decisions;
using Gateway.Fhir.Elements;

namespace Gateway.Commands.Access;

/// <summary>One line of <c>gateway access decide</c>.</summary>
internal sealed record DecideCase(ConsentDecision Decision, AccessRequest Request, Element Resource)
{
    public Decision Decide() => Decision.Decide(Request, Resource);

    /// <summary>Reads a line; says where and why it cannot be one.</summary>
    public static (DecideCase? Case, string Fault) Read(string line, bool isPcf)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var (parts, fault) = CaseParts.Read(json.RootElement, isPcf);
            if (parts is null)
                return (null, fault);
            if (CasePolicy.Read(json.RootElement) is var (policy, policyFault) && policyFault.Length > 0)
                return (null, policyFault);
            return (new DecideCase(new ConsentDecision(parts.Consents, parts.Directory, TimeZoneInfo.Utc, policy), parts.Request, parts.Resource), "");
        }
        catch (JsonException e)
        {
            return (null, $"It is not JSON: {e.Message}");
        }
    }
}
