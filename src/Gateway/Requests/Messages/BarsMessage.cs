using Gateway.Fhir.Elements;

namespace Gateway.Requests.Messages;

/// <summary>A message of BaRS, checked for what every message must have (http://hl7.org/fhir/R4/messaging.html).</summary>
internal sealed record BarsMessage
{
    public const string Request = "servicerequest-request";
    public const string Response = "servicerequest-response";
    private static readonly string[] s_events = ["https://fhir.nhs.uk/CodeSystem/message-events-bars", "https://fhir.nhs.uk/CodeSystem/message-event-servicerequest"];
    private static readonly string[] s_reasons = ["new", "update", "delete"];

    public required Element Bundle { get; init; }

    /// <summary>The id of the message, which answers name.</summary>
    public required string Id { get; init; }

    public required Element Header { get; init; }

    /// <summary><see cref="Request"/> or <see cref="Response"/>.</summary>
    public required string Event { get; init; }

    /// <summary>new, update or delete.</summary>
    public required string Reason { get; init; }

    /// <summary>What it is about, and the fullUrl by which the message refers to it.</summary>
    public required (string FullUrl, Element Resource) Focus { get; init; }

    /// <summary>The id of the message that a response answers.</summary>
    public string? Answered => Header["response"].Select(r => r.ChildText("identifier")).FirstOrDefault();

    /// <summary>The ServiceRequest and the name that the message gives it.</summary>
    public (string FullUrl, Element Resource)? ServiceRequest => Entries(Bundle).Where(e => e.Resource.Type.Name == "ServiceRequest").Select(e => ((string, Element)?)e).FirstOrDefault();

    /// <summary>The message, or why it is none that is taken here.</summary>
    public static (BarsMessage? Message, BarsProblem? Problem) Read(Element bundle, BarsIdentifier target)
    {
        if (bundle.Type.Name != "Bundle" || bundle.ChildText("type") != "message")
            return (null, BarsProblem.Malformed("structure", "The content is to be a Bundle of type message."));
        if (Entries(bundle).FirstOrDefault() is not { Resource: { IsNone: false } header } || header.Type.Name != "MessageHeader")
            return (null, BarsProblem.Malformed("structure", "The first entry of a message is its MessageHeader."));
        if (bundle.ChildText("id") is not { } id)
            return (null, BarsProblem.Malformed("required", "The message has an id, by which it is answered."));
        if (EventOf(header) is not { } name)
            return (null, BarsProblem.Malformed("invariant", "The event of the message is none that BaRS has."));
        if (name is not (Request or Response))
            return (null, new BarsProblem(501, "REC_NOT_IMPLEMENTED", "not-supported", "Bookings are not taken here."));
        if (header["reason"].SelectMany(r => r["coding"]).Select(c => c.ChildText("code")).FirstOrDefault(s_reasons.Contains) is not { } reason)
            return (null, BarsProblem.Malformed("invariant", "The reason of the message is new, update or delete."));
        var focus = header["focus"].Select(f => f.ChildText("reference")).FirstOrDefault();
        if (focus is null || Entries(bundle).FirstOrDefault(e => e.FullUrl == focus) is not { Resource: { IsNone: false } } about)
            return (null, BarsProblem.Malformed("invariant", "The focus of the message is one of its entries."));
        if (name == Request && about.Resource.Type.Name != "ServiceRequest")
            return (null, BarsProblem.Malformed("invariant", "The focus of a request is its ServiceRequest."));
        if (!header["destination"].Any())
            return (null, BarsProblem.Malformed("required", "The message says where it goes."));
        if (header["destination"].Select(d => d.ChildText("endpoint")).Any(e => IsElsewhere(e, target)))
            return (null, BarsProblem.Unprocessable("business-rule", "The message is for another service than the header says."));
        var message = new BarsMessage { Bundle = bundle, Id = id, Header = header, Event = name, Reason = reason, Focus = about };
        return name == Response && message.Answered is null ? (null, BarsProblem.Malformed("required", "A response names the message that it answers.")) : (message, null);
    }

    /// <summary>The resources of a Bundle with their fullUrls.</summary>
    public static IEnumerable<(string FullUrl, Element Resource)> Entries(Element bundle) => bundle["entry"].SelectMany(e => e["resource"].Select(r => (e.ChildText("fullUrl") ?? "", r)));

    private static string? EventOf(Element header) => header["event"].Where(e => e.Type.Name == "Coding" && s_events.Contains(e.ChildText("system"))).Select(e => e.ChildText("code"))
        .FirstOrDefault(c => c is Request or Response or "booking-request" or "booking-response");

    // The endpoint of a service is its number after a bar; what else stands there tells nothing.
    private static bool IsElsewhere(string? endpoint, BarsIdentifier target) => endpoint?.Split('|') is [.., { Length: > 0 } number] && endpoint.Contains('|', StringComparison.Ordinal) && number != target.Value;
}
