using System.Text.Json;
using Gateway.Access.Consents;
using Gateway.Access.Decisions;
using Gateway.Access.Policies;
using Gateway.Fhir.Terminology;

namespace Gateway.Commands.Access;

/// <summary>Reads and decides the lines of <c>gateway access explain</c>: those of <c>decide</c> and where the resource comes from.</summary>
internal sealed class ExplainCaseReader(AccessPolicies policies, TerminologySet terminology, bool isPcf)
{
    public string PolicyVersion => policies.Version;

    public (Decided? Decided, string Fault) Decide(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var (parts, fault) = CaseParts.Read(root, isPcf);
            if (parts is null)
                return (null, fault);
            if (Origin(root) is not { } origin)
                return (null, "origin: source, kind and controller are needed.");
            var (request, requestFault) = CaseCaller.Read(root.GetProperty("request"), parts.Request, terminology);
            if (request is null)
                return (null, requestFault);
            // Of a case that stands by itself, the consents are those of the patients that they name.
            var consents = new PersonConsents([.. parts.Consents.Select(c => (c, (IReadOnlySet<string>)new HashSet<string>()))]);
            return (new AccessSession(policies, parts.Directory, request, TimeZoneInfo.Utc).Decide(parts.Resource, origin, consents, explain: true), "");
        }
        catch (JsonException e)
        {
            return (null, $"It is not JSON: {e.Message}");
        }
    }

    private static DataOrigin? Origin(JsonElement root) =>
        root.TryGetProperty("origin", out var origin) && CaseRequest.Text(origin, "source") is { } source && CaseRequest.Text(origin, "kind") is { } kind && CaseRequest.Text(origin, "controller") is { } controller
            ? new DataOrigin(source, kind, controller) : null;
}
