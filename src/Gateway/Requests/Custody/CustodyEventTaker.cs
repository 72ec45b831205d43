using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Requests.Native;
using Gateway.Requests.Pushes;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;

namespace Gateway.Requests.Custody;

/// <summary>
/// Custody records and arrest reports. The gateway keeps none, as the police's systems have them: it learns by which numbers the person is known, and tells that something
/// happened.
/// </summary>
/// <param name="kind">Which of the two.</param>
/// <param name="told">The event that tells of it.</param>
/// <param name="number">The name under which the sender's own number is said back; null where it has none that is fit to.</param>
internal sealed class CustodyEventTaker(PushedKind kind, string told, string? number, RecordResources resources, LinkIndex links) : IPushTaker
{
    public static PushedKind Records { get; } = new("records", "/custody/records", NativeScopes.CustodyRecords, "Custody records", "CustodyRecordReceived", NativeContent.Both);

    public static PushedKind Arrests { get; } = new("arrest-reports", "/custody/arrest-reports", NativeScopes.ArrestReports, "Arrest reports", "ArrestReportReceived", NativeContent.Both);

    public PushedKind Kind => kind;

    public bool IsTaken => true;

    public async Task<PushTaken> TakeAsync(LedgerSession session, SourceProfile source, SourceAnswer read, CancellationToken cancellation)
    {
        var patients = PatientRecords.Of(source, resources.Of(source, read.Records[0])).ToList();
        foreach (var patient in patients)
        {
            await links.PutAsync(session, patient, cancellation);
            session.Emit(new LedgerEvent(told, "Patient", patient.Patient, 0));
        }

        return new PushTaken(number is null ? [] : [(number, read.Records[0].Locator)]) { Patients = [.. patients.Select(p => p.Patient)] };
    }
}
