using System.Text;
using Gateway.Storage.Inbox;

namespace Gateway.Requests.Pushes;

/// <summary>What is kept of a push under its reference: its kind, and the deliveries that carry it on.</summary>
internal static class PushReceipt
{
    public static InboxAnswer Of(PushedKind kind, PushTaken taken) => new(StatusCodes.Status200OK, kind.Kind, Encoding.ASCII.GetBytes(string.Join('\n', taken.Deliveries)));

    public static bool IsOf(PushedKind kind, InboxAnswer kept) => kept.ContentType == kind.Kind;

    public static IReadOnlyList<string> DeliveriesOf(InboxAnswer kept) => Encoding.ASCII.GetString(kept.Body.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
