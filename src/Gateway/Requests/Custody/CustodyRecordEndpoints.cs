using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Requests.Native;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage.Inbox;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;

namespace Gateway.Requests.Custody;

/// <summary>Custody pushes records of arrivals and changes. The gateway keeps none: it learns by which numbers the person is known, and tells that something happened.</summary>
internal static class CustodyRecordEndpoints
{
    private const string Kind = "records";

    public static void MapCustodyRecords(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/custody/records", async (HttpContext http, SourceDirectory sources, PushedRecords pushed, RecordResources resources, RequestInbox inbox, LinkIndex links) =>
        {
            var (request, problem) = await NativeRequest.ReadAsync(http.Request, NativeContent.Json, NativeContent.Xml, "text/xml");
            if (request is null)
                return problem!;
            if (sources.Pushing(Kind) is not { } custody)
                return new NativeProblem(StatusCodes.Status501NotImplemented, "Custody records are not taken in this area.");
            var read = pushed.Read(custody.Profile.Name, Kind, request.Body, request.ContentType);
            if (read.Records is not [var record])
                return NativeProblem.Invalid([.. read.Faults, .. read.Records.SelectMany(r => r.Faults)], StatusCodes.Status422UnprocessableEntity);
            var patients = PatientRecords.Of(custody.Profile, resources.Of(custody.Profile, record)).ToList();
            return await NativeWork.DoAsync(async () => new NativeAnswer(await inbox.DoAsync(http.Caller().ClientId, request.Id, request.Asked(Kind), async session =>
            {
                foreach (var patient in patients)
                {
                    await links.PutAsync(session, patient, http.RequestAborted);
                    session.Emit(new LedgerEvent("custody.record", "Patient", patient.Patient, 0));
                }

                var type = NativeContent.TypeFor(http.Request);
                return new InboxAnswer(StatusCodes.Status202Accepted, type, new NativeContent("CustodyRecordReceived", [("custodyNumber", record.Locator)]).ToUtf8(type));
            }, http.RequestAborted)));
        }).RequireScope(NativeScopes.CustodyRecords);
}
