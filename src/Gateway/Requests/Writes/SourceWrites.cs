using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;
using Gateway.Requests.Deliveries;
using Gateway.Security;
using Gateway.Sources;

namespace Gateway.Requests.Writes;

/// <summary>
/// What callers make and change in a source whose configuration lets them: (1) it is decided as any change is: by scopes, the standard and profiles, and because the caller sees all of what is there and of what
/// it becomes; (2) it is put into the source's own ids, and refused where something would be lost; (3) it is stored with its trail and delivered (<see cref="SourceWriteOutbox"/>).
/// </summary>
internal sealed class SourceWrites(SourceDirectory sources, FederatedRead federation, RecordResources records, AnsweredValidator validator, IndexExtractor extractor, SourceWriteOutbox outbox, Func<string> newId)
{
    private static readonly FhirProblem s_partly = new(422, "not-supported", "Its source has more of this resource than is told here, which would be lost: it is changed there.");
    private static readonly FhirProblem s_nobody = new(422, "business-rule", "What is new is about one Patient, who is referred to as the source that makes it knows them.");

    /// <summary>The source that makes new resources of a type; null where none does.</summary>
    public IResourceSource? Maker(string type) => sources.All.FirstOrDefault(s => s.Profile.Writes.Contains(type));

    /// <summary>What came of a change that was brought before under the same X-Request-Id; null where none was.</summary>
    public async Task<FhirAnswer?> ToldAsync(RequestedChange change, Viewing viewing, CancellationToken cancellation) =>
        await outbox.RepeatedAsync(SourceWriteOutbox.KeyOf(change, viewing.Caller), viewing, cancellation);

    /// <summary>Changes what a source has. A change that is sent again is told what came of the first, whatever version is there now.</summary>
    public async Task<FhirAnswer> UpdateAsync(RequestedChange change, RecordResource found, Element shown, Viewing viewing, CancellationToken cancellation)
    {
        if (await ToldAsync(change, viewing, cancellation) is { } told)
            return told;
        if (shown != found.Resource)
            return await FhirAnswer.RefusedAsync(viewing, FhirProblem.HiddenInPart, cancellation);
        var version = found.WrittenVersion;
        if (!change.Preconditions.Allow(found.Resource, version))
            return FhirAnswer.Of(FhirProblem.Stale);
        var inward = new InwardContent(records.Originals(found.Source, found.Record));
        var untold = Untold(found, inward);
        var (made, faults) = change.Over(shown);
        if (faults.Count > 0)
            return FhirAnswer.Of(FhirProblem.Invalid(faults, 422));

        // Who patches names what goes; who writes all anew may leave out what was not shown.
        if (change is RequestedUpdate)
            made = untold.Filled(made);
        if (made.Type.Name != change.Type || made.ChildText("id") != found.Id)
            return FhirAnswer.Of(new FhirProblem(400, "invalid", "The content is to be the resource of that type and id."));
        var content = KeptLabels.Of(found.Resource, made, bare => viewing.LabelsOf(bare, found.Source));
        if (!ScopedChange.IsAllowed(viewing.Caller, Interaction.Update, found.Resource))
            return FhirAnswer.Of(FhirProblem.Forbidden);
        if (await RefusalAsync(found with { Resource = content }, Interaction.Update, viewing, cancellation) is { } refusal)
            return FhirAnswer.Of(refusal);
        return await SendAsync(change, found, content, inward, untold, version, viewing, cancellation);
    }

    /// <summary>Makes something new in a source, about a Patient whom it knows.</summary>
    public async Task<FhirAnswer> CreateAsync(RequestedCreate create, Viewing viewing, CancellationToken cancellation)
    {
        var source = Maker(create.Type)!.Profile;
        if (References.Addresses(create.Content).Where(a => a.StartsWith("Patient/", StringComparison.Ordinal)).Distinct().ToList() is not [var address])
            return FhirAnswer.Of(s_nobody);
        var (patient, _, report) = await federation.ReadAsync("Patient", address.Split('/')[1], viewing, cancellation);
        if (patient is null)
            return await FhirAnswer.RefusedAsync(viewing, report is { IsFailure: true } ? ReadEndpoint.NoAnswer(report) : s_nobody, cancellation);
        var inward = new InwardContent(records.Originals(patient.Source, patient.Record));
        if (patient.Source.Name != source.Name || source.WrittenAt(patient.Record.Locator, inward.Original(address)?.ChildText("id")) is null)
            return await FhirAnswer.RefusedAsync(viewing, s_nobody, cancellation);
        var content = Named(create.Content);
        var planned = new RecordResource(source, content, content.ChildText("id")!, patient.Record);
        if (await RefusalAsync(planned, Interaction.Create, viewing, cancellation) is { } refusal)
            return FhirAnswer.Of(refusal);
        var (sent, faults) = inward.Of(content, null);
        return faults.Count > 0 ? FhirAnswer.Of(FhirProblem.Invalid(faults, 422)) : await outbox.CreateAsync(planned, sent, create.RequestId, viewing, cancellation);
    }

    private async Task<FhirAnswer> SendAsync(RequestedChange change, RecordResource found, Element content, InwardContent inward, UntoldReferences untold, string? version, Viewing viewing, CancellationToken cancellation)
    {
        var original = inward.Original(found.Address);
        if (found.Source.WrittenAt(found.Record.Locator, original?.ChildText("id")) is not { } place || original is not { } before || (before.ChildText("id") is not null && !inward.IsWhole(found.Resource, before, untold)))
            return FhirAnswer.Of(s_partly);
        if (untold.Faults(content) is { Count: > 0 } lost)
            return FhirAnswer.Of(FhirProblem.Invalid(lost, 422));
        var (sent, faults) = inward.Of(untold.Without(content), before.ChildText("id"));
        if (faults.Count > 0)
            return FhirAnswer.Of(FhirProblem.Invalid(faults, 422));
        var key = SourceWriteOutbox.KeyOf(change, viewing.Caller);
        var written = new SourceChange { Type = content.Type.Name, Locator = place, Content = untold.Restored(sent), Key = key ?? $"{place}-change-{newId()}", Version = found.Record.Version ?? (version is null ? null : EntityTags.Of(version)) };
        return await outbox.UpdateAsync(found with { Resource = content }, written, new DeliveryOrigin(found.Source.Name), key is not null, viewing, cancellation);
    }

    // Of a source that tells no ids of its own, what is brought is laid over what it has.
    private UntoldReferences Untold(RecordResource found, InwardContent inward) => new(found.Resource, inward.Original(found.Address) is { } original && original.ChildText("id") is not null ? original : found.Resource,
        own => own.Split('/') is [var type, var id] && records.IdIn(found.Source, type, found.Record.Locator, id) is { } here ? $"{type}/{here}" : null);

    // What it becomes is judged as what is there is: whom it is about is found out first.
    private async Task<FhirProblem?> RefusalAsync(RecordResource planned, Interaction interaction, Viewing viewing, CancellationToken cancellation)
    {
        if (!ScopedChange.IsAllowed(viewing.Caller, interaction, planned.Resource))
            return FhirProblem.Forbidden;
        if ((await validator.ValidateAsync(planned.Resource, null, cancellation)).Faults.Where(f => !f.IsWarning).ToList() is { Count: > 0 } faults)
            return FhirProblem.Invalid(faults, 422);
        var gathering = new Gathering(extractor);
        gathering.Add(new GatheredAnswer(new SourceReport(planned.Source, SourceState.Answered), [planned]));
        await viewing.KnowAsync(gathering, cancellation);
        if (viewing.SeesWhole(planned))
            return null;
        await viewing.RefuseAsync(cancellation);
        return FhirProblem.Unseen;
    }

    private Element Named(Element content)
    {
        var draft = content.Edit();
        draft.Remove("id");
        return draft.AddText("id", newId()).Build();
    }
}
