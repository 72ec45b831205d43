using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Federation;
using Gateway.Federation.Own;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search;
using Gateway.Security;

namespace Gateway.Endpoints.Fhir.Conformance;

/// <summary>
/// <c>$validate</c> of a type and of a resource (http://hl7.org/fhir/R4/resource-operation-validate.html): 200 with an OperationOutcome whatever is wrong with the content. What a call brings is
/// judged for anybody; what is there already, for who sees it and as they see it.
/// </summary>
internal sealed class ValidateEndpoint(AnsweredValidator validator, FederatedRead federation, Viewings viewings, SearchContext context)
{
    private const string Held = "resource";
    private static readonly OperationParameter s_resource = new("resource", OperationParameter.Resource);
    private static readonly OperationSignature s_signature = new([s_resource, new("mode", "code"), new("profile", "uri")]) { Content = s_resource };
    private static readonly Fault s_sound = new(FaultKind.Informational, "Nothing is wrong.", "", 0, 0, true) { IsNote = true };

    /// <param name="type">The type in the address.</param>
    /// <param name="id">The id in the address; null where it is called on the type.</param>
    /// <param name="http">The call.</param>
    public async Task<IResult> AnswerAsync(string type, string? id, HttpContext http)
    {
        if (!context.Parameters.HasType(type))
            return FhirAnswer.Of(FhirProblem.NotFound);
        var (input, problem) = await OperationInput.ReadAsync(http, s_signature, judgesContent: true);
        if (input is null)
            return FhirAnswer.Of(problem!);
        if (input.ContentFaults.Any(f => !f.IsWarning))
            return Said(input.ContentFaults);
        var (mode, profile) = (input.Text("mode"), input.Text("profile"));
        if (mode is not (null or "create" or "update" or "delete" or "profile"))
            return FhirAnswer.Of(new FhirProblem(400, "value", "mode is create, update, delete or profile."));
        if (input.Find("resource") is { } brought && mode is not "delete")
            return Said([.. input.ContentFaults, .. Misplaced(brought, type, id, mode), .. await JudgeAsync(brought, profile, http.RequestAborted)]);
        return id is not null ? await StoredAsync(type, id, mode, profile, http)
            : FhirAnswer.Of(mode == "delete" ? new FhirProblem(400, "required", "Whether something may be deleted is asked on its own address.") : OperationInput.Missing("What is to be validated is posted.", "resource"));
    }

    private async Task<IResult> StoredAsync(string type, string id, string? mode, string? profile, HttpContext http)
    {
        if (!http.Caller().Grant(Interaction.Read, type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (viewing, problem) = await viewings.OpenAsync(http, "operation", $"{type}/{id}", asked: (Interaction.Read, type));
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        var read = await federation.ReadAsync(type, id, viewing, http.RequestAborted);
        if (read is not { Found: { } found, Seen: { } seen })
        {
            await viewing.RefuseAsync(http.RequestAborted);
            return FhirAnswer.Of(read is { Found: null, Report: { IsFailure: true } report } ? ReadEndpoint.NoAnswer(report) : FhirProblem.NotFound);
        }

        var faults = mode != "delete" ? await JudgeAsync(seen, profile, http.RequestAborted)
            : found.Source.Name != LedgerSource.Name ? [new Fault(FaultKind.NotSupported, "The resource is its source's, and is not deleted here.", type, 0, 0)]
            : http.Caller().Grant(Interaction.Delete, type).IsAllowed ? [] : [new Fault(FaultKind.BusinessRule, "The token's scopes do not allow to delete it.", type, 0, 0)];
        return new FhirAnswer(await viewing.ReleaseAboutAsync(Outcome(faults), $"{type}/{id}", [], http.RequestAborted));
    }

    private async Task<List<Fault>> JudgeAsync(Element resource, string? profile, CancellationToken cancellation)
    {
        var result = await validator.ValidateAsync(resource, profile, cancellation);
        List<Fault> faults = [.. result.Faults.Select(f => Placed(f, resource.Type.Name))];
        if (result.Unanswered.Count > 0 && !faults.Exists(f => f.Rule == AnsweredValidator.Silent))
            faults.Add(new Fault(FaultKind.Informational, $"{result.Unanswered.Count} questions about codes could not be told here; they were not checked.", resource.Type.Name, 0, 0, true) { IsNote = true });
        return faults;
    }

    // A resource in Parameters is told of as if it stood alone.
    private static Fault Placed(Fault fault, string type) => fault.Expression == Held || fault.Expression.StartsWith($"{Held}.", StringComparison.Ordinal) ? fault with { Expression = $"{type}{fault.Expression[Held.Length..]}" } : fault;

    // What is sound in itself may still be none that this address takes.
    private static IEnumerable<Fault> Misplaced(Element resource, string type, string? id, string? mode)
    {
        if (resource.Type.Name != type)
            yield return new Fault(FaultKind.Structure, $"The content is a {resource.Type.Name}, and the address is of a {type}.", resource.Type.Name, 0, 0);
        if (mode == "update" && resource.ChildText("id") is null)
            yield return new Fault(FaultKind.Required, "What is updated has an id.", $"{resource.Type.Name}.id", 0, 0);
        else if (id is not null && mode is not "create" && resource.ChildText("id") is { } own && own != id)
            yield return new Fault(FaultKind.Value, "The content has another id than the address.", $"{resource.Type.Name}.id", 0, 0);
    }

    private static FhirAnswer Said(IReadOnlyList<Fault> faults) => new(Released.Own(Outcome(faults)));

    private static Element Outcome(IReadOnlyList<Fault> faults) => OperationOutcomes.Of(faults.Count > 0 ? faults : [s_sound]);
}
