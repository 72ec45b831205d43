using Gateway.Federation.Own;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Requests.Native;
using Gateway.Requests.Pushes;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;

namespace Gateway.Requests.Custody;

/// <summary>
/// Escort records. Who sends one cannot be asked for it again, so the ledger keeps what it says: the person, the form, risks, watch and medicines, each with its labels. A record
/// that comes again in a later form takes the place of the earlier.
/// </summary>
internal sealed class EscortRecordTaker(LedgerSource own, ResourceWriter writer, LinkIndex links) : IPushTaker
{
    public PushedKind Kind { get; } = new("escort-records", "/custody/escort-records", NativeScopes.EscortRecords, "Escort records", "EscortRecordReceived", NativeContent.Both);

    public bool IsTaken => true;

    public async Task<PushTaken> TakeAsync(LedgerSession session, SourceProfile source, SourceAnswer read, CancellationToken cancellation)
    {
        var record = read.Records[0];
        await session.LockAsync($"escort-record {record.Locator}", cancellation);
        var resources = KeptResources.Of(Kind.Kind, record);
        foreach (var resource in resources)
            await StoreAsync(session, resource, cancellation);
        foreach (var type in resources.Select(r => r.Type.Name).Concat(KeptResources.Types).Distinct())
            await RemoveAsync(session, record, type, resources.Count(r => r.Type.Name == type), cancellation);
        var patients = PatientRecords.Of(own.Profile, [.. resources.Select(r => new RecordResource(own.Profile, r, r.ChildText("id")!, record))]).ToList();
        foreach (var patient in patients)
        {
            await links.PutAsync(session, patient, cancellation);
            session.Emit(new LedgerEvent("escort.record", "Patient", patient.Patient, 0));
        }

        var form = resources.First(r => r.Type.Name == "QuestionnaireResponse");
        return new PushTaken([("escortRecord", record.Locator), ("form", form.ChildText("status")), ("resources", resources.Count)])
        {
            Patients = [.. patients.Select(p => p.Patient)],
            Stored = $"{form.Type.Name}/{form.ChildText("id")}",
        };
    }

    // What says the same makes no new version.
    private async Task StoreAsync(LedgerSession session, Element resource, CancellationToken cancellation)
    {
        if (await session.FindAsync(resource.Type.Name, resource.ChildText("id")!, cancellation) is { IsDeleted: false } there && KeptResources.IsSame(FhirJson.Read(there.Content.ToArray()).Root, resource))
            return;
        await writer.WriteAsync(session, new UpdateChange(resource), cancellation);
    }

    // What an earlier form of the record said beyond this one.
    private async Task RemoveAsync(LedgerSession session, SourceRecord record, string type, int from, CancellationToken cancellation)
    {
        for (var n = from; await session.FindAsync(type, KeptResources.IdOf(Kind.Kind, record, type, n), cancellation) is { IsDeleted: false } left; n++)
            await writer.WriteAsync(session, new DeleteChange(type, left.Id), cancellation);
    }
}
