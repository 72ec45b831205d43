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

    private const char QueueMark = '#';

    /// <summary>
    /// The delivery of a change; its id is the change's key, by which the source knows a repetition. What is about one matter goes in its order; one matter that a source does
    /// not take keeps no other waiting.
    /// </summary>
    /// <param name="source">The source's name.</param>
    /// <param name="matter">What the change is about.</param>
    /// <param name="change">The change.</param>
    public static Delivery Of(string source, string matter, SourceChange change) => new()
    {
        Id = change.Key,
        Destination = $"{source}{QueueMark}{matter}",
        ContentType = "application/fhir+json",
        Headers = change.Locator is null ? $"{TypeHeader}: {change.Type}" : $"{TypeHeader}: {change.Type}\n{LocatorHeader}: {change.Locator}",
        Body = FhirJson.ToUtf8(change.Content),
    };

    /// <summary>The name of the source that a delivery is for.</summary>
    public static string SourceOf(string destination) => destination.Split(QueueMark)[0];

    /// <summary>The change that a delivery holds; null when it holds none.</summary>
    public static SourceChange? ChangeOf(Delivery delivery)
    {
        var headers = delivery.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(h => h.Split(": ", 2)).Where(h => h.Length == 2).ToDictionary(h => h[0], h => h[1], StringComparer.Ordinal);
        return headers.TryGetValue(TypeHeader, out var type) && FhirJson.Read(delivery.Body.ToArray()) is { IsRead: true, Root: Element content }
            ? new SourceChange { Type = type, Locator = headers.GetValueOrDefault(LocatorHeader), Content = content, Key = delivery.Id } : null;
    }

    /// <summary>What an attempt came to.</summary>
    public static DeliveryResult ResultOf(SourceWrite write, DateTimeOffset now)
    {
        if (write.State is SourceState.Answered or SourceState.NothingKnown or SourceState.Partly)
            return DeliveryResult.Delivered;
        var status = write.Status is { } code ? $" ({code.ToString(CultureInfo.InvariantCulture)})" : "";
        return write.IsRefused ? DeliveryResult.Refused($"The receiver refused it{status}.") : DeliveryResult.Failed($"The receiver did not take it: {write.State}{status}.", now + write.RetryAfter);
    }
}
