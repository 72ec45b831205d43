using Gateway.Fhir.Elements.Primitives;
using Gateway.Requests.Native;
using Gateway.Security;
using Gateway.Storage.Inbox;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Pushes;

/// <summary>What became of a push, for the client that sent it. Another client's and one that never was are one answer.</summary>
internal sealed class PushLookup(RequestInbox inbox, OutboxQueue queue)
{
    private const int LongestReference = 64;

    public async Task<IResult> GetAsync(PushedKind kind, string reference, HttpContext http)
    {
        if (NativeContent.TypeFor(http.Request) is not { } type)
            return NativeProblem.NotAcceptable;
        return await NativeWork.DoAsync(async () =>
        {
            if (reference.Length > LongestReference || await inbox.FindAsync(http.Caller().ClientId, reference, http.RequestAborted) is not (var kept, var recorded) || !PushReceipt.IsOf(kind, kept))
                return new NativeProblem(StatusCodes.Status404NotFound, "Nothing of yours has that reference.");
            var states = await queue.StatesAsync(PushReceipt.DeliveriesOf(kept), http.RequestAborted);
            return new NativeAnswer(new InboxAnswer(StatusCodes.Status200OK, type, Status(reference, recorded, [.. states.Values]).ToUtf8(type)));
        });
    }

    private static NativeContent Status(string reference, DateTimeOffset received, IReadOnlyList<DeliveryState> states) => new("PushStatus",
    [
        ("reference", reference),
        ("receivedAt", FhirInstant.Of(received)),
        ("status", states.Count == 0 ? "received" : states.Contains(DeliveryState.Waiting) ? "on-its-way" : states.Any(s => s is DeliveryState.Dead or DeliveryState.Withheld) ? "refused" : "delivered"),
        ("onTheirWay", Count(states, DeliveryState.Waiting)),
        ("delivered", Count(states, DeliveryState.Delivered)),
        ("refused", Count(states, DeliveryState.Dead, DeliveryState.Withheld)),
    ]);

    // What may not be sent is to its sender as what is not taken: that a person has refused is not for courts and police to learn.
    private static int? Count(IReadOnlyList<DeliveryState> states, params DeliveryState[] counted) => states.Count == 0 ? null : states.Count(counted.Contains);
}
