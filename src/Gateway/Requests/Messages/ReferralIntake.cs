using Gateway.Areas;
using Gateway.Federation.Own;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Terminology.CheckDigits;
using Gateway.Hosting;
using Gateway.Mapping.Compilation;
using Gateway.Sources;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;

namespace Gateway.Requests.Messages;

/// <summary>Stores what a request for a service says, in the unit of work that keeps its ids: a new referral with its Task, more of one that is there, or that it is withdrawn, which only one that is active can be.</summary>
internal sealed class ReferralIntake(LoadedArea area, ServedServices services, ReferralBook book, ResourceWriter writer, LinkIndex links, LedgerSource ledger, RecordResources resources, TimeProvider time, Func<string> newId)
{
    private const string Map = "https://health-justice.example/fhir/StructureMap/BarsReferralFromMessage";
    private static readonly HashSet<string> s_withdrawn = new(StringComparer.Ordinal) { "revoked", "entered-in-error" };

    /// <summary>What a message holds as it is kept: mapped, or why it cannot be.</summary>
    public (Element? Mapped, BarsProblem? Problem) Read(BarsMessage message)
    {
        var result = area.Maps.Find(Map)!.Run(message.Bundle, new MapOptions { Time = time });
        return result is { IsMapped: true, Targets: [var mapped] } ? (mapped, null) : (null, BarsProblem.Unprocessable("not-supported", "The message is none that can be processed here.") with { Faults = result.Faults });
    }

    /// <exception cref="MessageRefusedException">The message cannot be processed as things are.</exception>
    public async Task<MessageOutcome> StoreAsync(LedgerSession session, BarsMessage message, Element mapped, BarsHeaders headers, AreaService service, CancellationToken cancellation)
    {
        var status = message.Focus.Resource.ChildText("status") ?? "";
        if (message.Reason == "new" && status == "active")
            return await CreateAsync(session, message, mapped, headers, service, cancellation);
        if (message.Reason == "new" || (status != "active" && !s_withdrawn.Contains(status)))
            throw new MessageRefusedException(BarsProblem.Malformed("invariant", "Reason and status of the request do not go together: a new one is active, and one that is withdrawn is revoked or entered-in-error."));
        if (await book.SentAsync(session, message, headers, cancellation) is not { } before)
            throw new MessageRefusedException(BarsProblem.NoReferral);
        if (before.Request.ChildText("status") != "active")
            throw new MessageRefusedException(BarsProblem.Conflict("The referral is no longer active."));
        return s_withdrawn.Contains(status) ? await WithdrawAsync(session, before, message, status, cancellation) : await ChangeAsync(session, before, message, mapped, headers, service, cancellation);
    }

    private async Task<MessageOutcome> CreateAsync(LedgerSession session, BarsMessage message, Element mapped, BarsHeaders headers, AreaService service, CancellationToken cancellation)
    {
        var kept = Kept(session, message, mapped, headers, service, null);
        await WriteAsync(session, kept, cancellation);
        session.Emit(new LedgerEvent("referral.received", "Task", kept.Task.ChildText("id")!, 1));
        return new MessageOutcome(kept.Request, $"ServiceRequest/{kept.Request.ChildText("id")}", kept.PatientAddress);
    }

    private async Task<MessageOutcome> ChangeAsync(LedgerSession session, StoredReferral before, BarsMessage message, Element mapped, BarsHeaders headers, AreaService service, CancellationToken cancellation)
    {
        if (!before.IsFor(service.Provider))
            throw new MessageRefusedException(BarsProblem.Conflict("The referral went to another service."));
        var kept = Kept(session, message, mapped, headers, service, before);
        if (await NhsNumberAsync(session, before.PatientId, cancellation) is { } known && NhsNumberOf(kept.Patient) is { } told && told != known)
            throw new MessageRefusedException(BarsProblem.Unprocessable("business-rule", "A referral stays with its person."));
        await WriteAsync(session, kept, cancellation);
        foreach (var (type, id) in before.Inputs)
            await writer.WriteAsync(session, new DeleteChange(type, id), cancellation);
        return new MessageOutcome(kept.Request, $"ServiceRequest/{kept.Request.ChildText("id")}", kept.PatientAddress);
    }

    // Nothing of it changes but how it stands.
    private async Task<MessageOutcome> WithdrawAsync(LedgerSession session, StoredReferral before, BarsMessage message, string status, CancellationToken cancellation)
    {
        var request = before.Request.Edit();
        request.Edit(before.Request["status"].First()).SetText(status);
        var task = before.Task.Edit();
        task.Edit(before.Task["status"].First()).SetText(status == "revoked" ? "cancelled" : status);
        task.Remove("statusReason");
        foreach (var reason in message.Focus.Resource["reasonCode"].Take(1))
            task.Put("statusReason", reason);
        task.Remove("lastModified");
        task.AddText("lastModified", FhirInstant.Of(session.Now));
        var changed = request.Build();
        await writer.WriteAsync(session, new UpdateChange(changed), cancellation);
        await writer.WriteAsync(session, new UpdateChange(task.Build()), cancellation);
        return new MessageOutcome(changed, $"ServiceRequest/{changed.ChildText("id")}", $"Patient/{before.PatientId}");
    }

    private ReferralResources Kept(LedgerSession session, BarsMessage message, Element mapped, BarsHeaders headers, AreaService service, StoredReferral? before)
    {
        var provider = services.ProviderOf(service);
        var parties = new ReferralParties(
            new ReferralParty(headers.Organization, headers.OrganizationTitle, headers.Organization.OdsCode is { } sender ? resources.AddressOf("Organization", Systems.Ods, sender) : null),
            new ReferralParty(new BarsIdentifier(Systems.Ods, provider.Ods), provider.Name, resources.AddressOf("Organization", Systems.Ods, provider.Ods)),
            FhirInstant.Of(session.Now));
        BarsIdentifier[] names = [new BarsIdentifier(ReferralResources.Message, message.Id), .. ReferralBook.NamesOf(message.ServiceRequest, $"{headers.CorrelationId:D}")];
        return ReferralResources.Of(mapped, parties, [.. names.Distinct()], newId, resources.AddressOf, before);
    }

    private async Task WriteAsync(LedgerSession session, ReferralResources kept, CancellationToken cancellation)
    {
        foreach (var resource in kept.All)
            await writer.WriteAsync(session, new UpdateChange(resource), cancellation);
        var patient = new RecordResource(ledger.Profile, kept.Patient, kept.Patient.ChildText("id")!, new SourceRecord { Locator = kept.Patient.ChildText("id")!, Bundle = RecordBundle.Of(kept.Patient) });
        foreach (var person in PatientRecords.Of(ledger.Profile, [patient]))
            await links.PutAsync(session, person with { Identifiers = [.. person.Identifiers.Select(i => i with { IsStrong = i.IsStrong && (i.System != PersonSystems.NhsNumber || NhsNumber.IsValid(i.Value)) })] }, cancellation);
    }

    private static async Task<string?> NhsNumberAsync(LedgerSession session, string patient, CancellationToken cancellation) =>
        await session.FindAsync("Patient", patient, cancellation) is { IsDeleted: false } found ? NhsNumberOf(Fhir.Json.FhirJson.Read(found.Content.ToArray()).Root) : null;

    private static string? NhsNumberOf(Element patient) => patient["identifier"].Where(i => i.ChildText("system") == PersonSystems.NhsNumber).Select(i => i.ChildText("value")).FirstOrDefault();
}
