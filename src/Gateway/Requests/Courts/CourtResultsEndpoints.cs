using System.Globalization;
using Gateway.Requests.Native;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage.Inbox;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Courts;

/// <summary>Courts push results (SPI XML). The gateway keeps none: the next court dates go to the case system.</summary>
internal static class CourtResultsEndpoints
{
    private const string Kind = "results";

    public static void MapCourtResults(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/courts/results", async (HttpContext http, SourceDirectory sources, PushedRecords pushed, RequestInbox inbox) =>
        {
            var (request, problem) = await NativeRequest.ReadAsync(http.Request, NativeContent.Xml, "text/xml");
            if (request is null)
                return problem!;
            if (sources.Pushing(Kind) is not { } courts || sources.Taking("Appointment") is not { } receiver)
                return new NativeProblem(StatusCodes.Status501NotImplemented, "Court results are not taken in this area.");
            var read = pushed.Read(courts.Profile.Name, Kind, request.Body, request.ContentType);
            if (read.State == SourceState.Failed)
                return NativeProblem.Invalid([.. read.Faults, .. read.Records.SelectMany(r => r.Faults)], StatusCodes.Status422UnprocessableEntity);
            return await NativeWork.DoAsync(async () => new NativeAnswer(await inbox.DoAsync(http.Caller().ClientId, request.Id, request.Asked(Kind),
                session => StoreAsync(session, receiver, read, NativeContent.TypeFor(http.Request), http.RequestAborted), http.RequestAborted)));
        }).RequireScope(NativeScopes.CourtResults);

    private static async Task<InboxAnswer> StoreAsync(LedgerSession session, IResourceSource receiver, SourceAnswer read, string answerType, CancellationToken cancellation)
    {
        var dates = 0;
        foreach (var delivery in read.Records.SelectMany(r => CourtDelivery.Of(receiver.Profile.Name, r)))
        {
            await OutboxQueue.PutAsync(session, delivery, cancellation);
            dates++;
        }

        return new InboxAnswer(StatusCodes.Status202Accepted, answerType, new NativeContent("CourtResultsReceived",
        [
            ("results", read.Records.Count.ToString(CultureInfo.InvariantCulture)),
            ("courtDates", dates.ToString(CultureInfo.InvariantCulture)),
            ("notRead", read.Faults.Count(f => !f.IsWarning).ToString(CultureInfo.InvariantCulture)),
        ]).ToUtf8(answerType));
    }
}
