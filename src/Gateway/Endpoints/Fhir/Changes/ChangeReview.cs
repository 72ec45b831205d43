using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Own;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search.Values;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage.Ledger;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>Whether what is to be written may be: by the scopes of its caller, the standard and the profiles that it claims, the rules of its type, and because its caller sees all of it.</summary>
internal sealed class ChangeReview(LedgerSource own, AnsweredValidator validator, IEnumerable<IChangeRule> rules, IndexExtractor extractor)
{
    /// <summary>The change with what it makes of the resource, or why it makes nothing.</summary>
    /// <param name="change">The change.</param>
    /// <param name="addresses">Where entries of the transaction are or will be, by their fullUrls.</param>
    /// <param name="root">The base of this interface, for references that name it.</param>
    /// <param name="viewing">What the caller sees.</param>
    public (LocatedChange Change, FhirProblem? Problem) Filled(LocatedChange change, IReadOnlyDictionary<string, string> addresses, string root, Viewing viewing)
    {
        if (change.Requested is RequestedDelete)
            return (change, null);
        var (content, faults) = change.Requested.Over(change.Before?.Resource ?? default);
        if (faults.Count > 0)
            return (change, FhirProblem.Invalid(faults, 422));
        if (content.Type.Name != change.Type || (change.Requested is not RequestedCreate && content.ChildText("id") is var given && given != change.Id && (given is not null || change.Requested.Id is not null)))
            return (change, new FhirProblem(400, "invalid", "The content is to be the resource of that type and id."));
        content = OwnReferences.Relative(TransactionReferences.Rewritten(WithId(content, change.Id), addresses), root);
        if (SearchReferences.FaultsOf(content) is { Count: > 0 } unresolved)
            return (change, FhirProblem.Invalid(unresolved, 422));
        return (change with { Content = change.Before is { } before ? KeptLabels.Of(before.Resource, content, bare => viewing.LabelsOf(bare, own.Profile)) : content }, null);
    }

    /// <summary>Finds out whom all the content is about; before any of it is judged.</summary>
    public async Task KnowAsync(IEnumerable<LocatedChange> changes, Viewing viewing, CancellationToken cancellation)
    {
        var gathering = new Gathering(extractor);
        gathering.Add(new GatheredAnswer(new SourceReport(own.Profile, SourceState.Answered), [.. changes.Where(c => !c.Content.IsNone).Select(c => own.ResourceOf(c.Content))]));
        await viewing.KnowAsync(gathering, cancellation);
    }

    /// <summary>Why the change is not made; null when it may be.</summary>
    public async Task<FhirProblem?> JudgeAsync(LocatedChange change, Viewing viewing, CancellationToken cancellation)
    {
        if (!IsInScope(change, viewing.Caller))
            return FhirProblem.Forbidden;
        var asked = rules.Where(r => r.Covers(change.Type)).ToList();
        foreach (var rule in asked)
            if (await rule.CheckAsync(change, cancellation) is { } problem)
                return problem;
        if (!change.Content.IsNone && (await validator.ValidateAsync(change.Content, null, cancellation)).Faults.Where(f => !f.IsWarning).ToList() is { Count: > 0 } faults)
            return FhirProblem.Invalid(faults, 422);
        if (change.Content.IsNone || viewing.SeesWhole(own.ResourceOf(change.Content)) || asked.Exists(r => r.IsWrittenUnseen(change)))
            return null;
        await viewing.RefuseAsync(cancellation);
        return FhirProblem.Unseen;
    }

    // A scope that is restricted must hold of what is there, and of what it becomes.
    private static bool IsInScope(LocatedChange change, Caller caller)
    {
        var interaction = change.Requested is RequestedDelete ? Interaction.Delete : change.IsNew ? Interaction.Create : Interaction.Update;
        return (change.Before is null || ScopedChange.IsAllowed(caller, interaction, change.Before.Resource)) && (change.Content.IsNone || ScopedChange.IsAllowed(caller, interaction, change.Content));
    }

    private static Element WithId(Element content, string id)
    {
        if (content.ChildText("id") == id)
            return content;
        var draft = content.Edit();
        draft.Remove("id");
        return draft.AddText("id", id).Build();
    }
}
