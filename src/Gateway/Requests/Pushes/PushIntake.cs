using Gateway.Fhir.Elements.Primitives;
using Gateway.Requests.Native;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage.Inbox;
using Gateway.Storage.Ledger;

namespace Gateway.Requests.Pushes;

/// <summary>
/// Takes in what systems push: (1) read and mapped, all faults told at once; (2) in one transaction what becomes of it, its audit, what is to be known of it later, and the
/// answer. What is sent again gets the same answer, and nothing is done twice.
/// </summary>
internal sealed class PushIntake(SourceDirectory sources, PushedRecords pushed, RequestInbox inbox, PushAudit audit, Func<string> newId)
{
    public async Task<IResult> ReceiveAsync(IPushTaker taker, HttpContext http)
    {
        var kind = taker.Kind;
        var (request, problem) = await NativeRequest.ReadAsync(http.Request, kind.MediaTypes);
        if (request is null)
            return problem!;
        if (sources.Pushing(kind.Kind) is not { } source || !taker.IsTaken)
            return new NativeProblem(StatusCodes.Status501NotImplemented, $"{kind.Title} are not taken in this area.");
        var read = pushed.Read(source.Profile.Name, kind.Kind, request.Body, request.ContentType);
        if (kind.IsSingle ? read.Records.Count != 1 : read.State == SourceState.Failed)
            return NativeProblem.Invalid([.. read.Faults, .. read.Records.SelectMany(r => r.Faults)], StatusCodes.Status422UnprocessableEntity);
        return await NativeWork.DoAsync(async () => new NativeAnswer(await inbox.DoAsync(http.Caller().ClientId, request.Id, request.Asked(kind.Kind), async session =>
        {
            var taken = await taker.TakeAsync(session, source.Profile, read, http.RequestAborted);
            audit.Add(session, http, request.Id, taken);
            return await AnswerAsync(session, kind, http.Caller().ClientId, request.AnswerType, taken, http.RequestAborted);
        }, http.RequestAborted)));
    }

    private async Task<InboxAnswer> AnswerAsync(LedgerSession session, PushedKind kind, string client, string answerType, PushTaken taken, CancellationToken cancellation)
    {
        var reference = newId();
        await RequestInbox.KeepAsync(session, client, reference, PushReceipt.Of(kind, taken), cancellation);
        var received = FhirInstant.Of(session.Now);
        return new InboxAnswer(StatusCodes.Status202Accepted, answerType, new NativeContent(kind.Received, [("reference", reference), ("receivedAt", received), .. taken.Fields]).ToUtf8(answerType));
    }
}
