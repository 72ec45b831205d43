using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Sources;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Deliveries;

/// <summary>A change that a source is to make, on its way there.</summary>
internal static class SourceDelivery
{
    private const string TypeHeader = "X-Resource-Type";
    private const string LocatorHeader = "X-Record";
    private const string VersionHeader = "X-Version";
    private const string OriginHeader = "X-Origin";
    private const string FollowedHeader = "X-Followed";
    private const string ChangedHeader = "X-Changed";

    private const char QueueMark = '#';

    /// <summary>
    /// The delivery of a change; its id is the change's key, by which the source knows a repetition. What is about one matter goes in its order; one matter that a source does
    /// not take keeps no other waiting.
    /// </summary>
    /// <param name="source">The source's name.</param>
    /// <param name="matter">What the change is about.</param>
    /// <param name="change">The change.</param>
    /// <param name="origin">Who says it, which decides whether it may be sent.</param>
    /// <param name="isFollowed">True where who brought it is told what the source made of it, whenever that is asked.</param>
    /// <param name="changed">The address here of what is changed, where who brought it may ask for what came of it; null for what is new, and where nobody asks.</param>
    public static Delivery Of(string source, string matter, SourceChange change, DeliveryOrigin origin, bool isFollowed = false, string? changed = null) => new()
    {
        Id = change.Key,
        Destination = $"{source}{QueueMark}{matter}",
        ContentType = "application/fhir+json",
        Headers = $"{TypeHeader}: {change.Type}\n{OriginHeader}: {origin}{Line(LocatorHeader, change.Locator)}{Line(VersionHeader, change.Version)}{(isFollowed ? Line(FollowedHeader, "made") : "")}{Line(ChangedHeader, changed)}",
        Body = FhirJson.ToUtf8(change.Content),
    };

    /// <summary>The name of the source that a delivery is for.</summary>
    public static string SourceOf(string destination) => destination.Split(QueueMark)[0];

    /// <summary>What a delivery is about, in its source's words.</summary>
    public static string MatterOf(string destination) => destination.Split(QueueMark, 2) is [_, var matter] ? matter : "";

    /// <summary>True where it is kept what the source makes of a delivery.</summary>
    public static bool IsFollowed(Delivery delivery) => HeadersOf(delivery) is var headers && (headers.ContainsKey(FollowedHeader) || headers.ContainsKey(ChangedHeader));

    /// <summary>The address here of what a delivery changes; null for what is new.</summary>
    public static string? ChangedOf(Delivery delivery) => HeadersOf(delivery).GetValueOrDefault(ChangedHeader);

    /// <summary>The change that a delivery holds; null when it holds none.</summary>
    public static SourceChange? ChangeOf(Delivery delivery)
    {
        var headers = HeadersOf(delivery);
        return headers.TryGetValue(TypeHeader, out var type) && FhirJson.Read(delivery.Body.ToArray()) is { IsRead: true, Root: Element content }
            ? new SourceChange { Type = type, Locator = headers.GetValueOrDefault(LocatorHeader), Version = headers.GetValueOrDefault(VersionHeader), Content = content, Key = delivery.Id } : null;
    }

    /// <summary>Who says it; null for a delivery that was stored before that was kept.</summary>
    public static DeliveryOrigin? OriginOf(Delivery delivery) => HeadersOf(delivery).GetValueOrDefault(OriginHeader)?.Split(' ', 2) is [var source, .. var locator] ? new DeliveryOrigin(source, locator.FirstOrDefault()) : null;

    private static Dictionary<string, string> HeadersOf(Delivery delivery) =>
        delivery.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(h => h.Split(": ", 2)).Where(h => h.Length == 2).ToDictionary(h => h[0], h => h[1], StringComparer.Ordinal);

    private static string Line(string header, string? value) => value is null ? "" : $"\n{header}: {value}";

    /// <summary>What an attempt came to.</summary>
    public static DeliveryResult ResultOf(SourceWrite write, DateTimeOffset now)
    {
        if (write.State is SourceState.Answered or SourceState.NothingKnown or SourceState.Partly)
            return DeliveryResult.Delivered;
        var status = write.Status is { } code ? $" ({code.ToString(CultureInfo.InvariantCulture)})" : "";
        return write.IsRefused ? DeliveryResult.Refused($"The receiver refused it{status}.") : DeliveryResult.Failed($"The receiver did not take it: {write.State}{status}.", now + write.RetryAfter);
    }
}
