using Gateway.Access.Decisions;
using Gateway.Access.Policies;
using Gateway.Endpoints.Fhir;
using Gateway.Federation;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search;
using Gateway.Security;

namespace Gateway.Disclosures.Explain;

/// <summary>
/// <c>GET /fhir/$explain-access?resource=Type/id&amp;recipient=word&amp;purpose=code</c> (and <c>organization</c>, <c>user</c>, <c>client</c>, <c>fact</c>…): why such a caller may or may not see this resource, rule by
/// rule, as a Parameters. It shows nothing of the resource but its labels, to administrators alone, and is audited as access to it.
/// </summary>
internal sealed class ExplainEndpoint(FederatedRead federation, Viewings viewings, SearchContext context)
{
    private static readonly TypeDefinition s_parameters = DefinitionSet.R4.FindType("Parameters")!;

    public async Task<IResult> GetAsync(HttpContext http)
    {
        var (caller, query) = (http.Caller(), http.Request.Query);
        if (caller.Kind != CallerKind.Administrator || !caller.Grant(Interaction.Read, "AuditEvent").IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        if (query["resource"].ToString().Split('/') is not [var type, { Length: > 0 } id] || !context.Parameters.HasType(type))
            return FhirAnswer.Of(new FhirProblem(400, "required", "Which resource it is about is told as resource=Type/id."));
        var recipient = query["recipient"].ToString();
        if (CallerKinds.Of(recipient) == CallerKind.Unknown || PurposeWords.Read(query["purpose"].ToString()) is not { } purpose)
            return FhirAnswer.Of(new FhirProblem(400, "required", $"Who would ask is told as recipient, one of {string.Join(", ", CallerKinds.Words)}, and what for as purpose, by its code."));
        var asked = new Caller
        {
            Issuer = "explained",
            ClientId = Given(query, "client") ?? "explained",
            Organization = Given(query, "organization"),
            User = Given(query, "user"),
            Recipient = recipient,
            Kind = CallerKinds.Of(recipient),
            Purpose = purpose,
            Facts = query["fact"].OfType<string>().ToHashSet(StringComparer.Ordinal),
            Scopes = [SmartScope.Parse("system/*.rs")!],
        };
        var (viewing, problem) = await viewings.OpenAsync(http, "operation", $"{type}/{id}");
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        var other = viewings.Suppose(asked);
        var read = await federation.ReadAsync(type, id, other, http.RequestAborted);
        if (read.Found is not { } found)
        {
            await viewing.RefuseAsync(http.RequestAborted);
            return FhirAnswer.Of(read.Report is { IsFailure: true } report ? ReadEndpoint.NoAnswer(report) : FhirProblem.NotFound);
        }

        var decided = other.Explain(found);
        return new FhirAnswer(await viewing.ReleaseAboutAsync(Explained(decided, other.PolicyVersion), $"{type}/{id}", decided.Patients, http.RequestAborted));
    }

    private static Element Explained(Decided decided, string policyVersion)
    {
        var parameters = ElementDraft.New(s_parameters);
        Add(parameters, "verdict", decided.Verdict == Verdict.Permit && decided.Shown is not null ? "permit" : "deny");
        Add(parameters, "policy-version", policyVersion);
        Add(parameters, "row", decided.Row);
        Add(parameters, "projection", decided.Projection);
        Add(parameters, "confidentiality", decided.Labels.Rank.ToString());
        foreach (var sensitivity in decided.Labels.Sensitivities)
            Add(parameters, "sensitivity", $"{sensitivity.System}|{sensitivity.Code}");
        foreach (var consent in decided.Consents)
            Add(parameters, "consent", consent);
        Add(parameters, "lifted-by", decided.Lifted);
        foreach (var removed in decided.Removed)
            Add(parameters, "removed", removed);
        foreach (var reason in decided.Reasons)
        {
            var parameter = parameters.Add("parameter").AddText("name", "reason");
            foreach (var (name, value) in new[] { ("step", reason.Step), ("rule", reason.Rule), ("text", reason.Text) })
                if (value.Length > 0)
                    parameter.Add("part").AddText("name", name).AddText("valueString", value);
        }

        return parameters.Build();
    }

    private static void Add(ElementDraft parameters, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            parameters.Add("parameter").AddText("name", name).AddText("valueString", value);
    }

    private static string? Given(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } given ? given : null;
}
