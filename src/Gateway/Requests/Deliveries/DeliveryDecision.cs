using Gateway.Access;
using Gateway.Access.Decisions;
using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Own;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;
using Gateway.Requests.HealthRequests;
using Gateway.Sources;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Deliveries;

/// <summary>
/// Decides a delivery when it leaves, not when it was stored: what its receiver may have by the rows, labels and consents of now, each attempt anew. (1) Its resources get the ids that decisions and
/// consents know them by; (2) each is decided for the receiver as for anybody who asks; (3) what leaves is in the trail first. A record of the case system is delivered whole or not at all; a message to
/// custody is made of what custody may know, and is none where it may not know of the request itself.
/// </summary>
internal sealed class DeliveryDecision(Viewings viewings, Origins origins, RecordResources resources, IndexExtractor extractor, SourceDirectory sources, OutboxOptions options)
{
    private const string Nowhere = "-";

    /// <summary>The change as the receiver may have it; null, and what the attempt came to, where it may not.</summary>
    /// <param name="receiver">The source that it is for.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="change">What it holds, addressed to the receiver.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<(SourceChange? Change, DeliveryResult Result)> DecideAsync(IResourceSource receiver, Delivery delivery, SourceChange change, CancellationToken cancellation)
    {
        var origin = SourceDelivery.OriginOf(delivery);

        // Nobody else's word: what a caller writes in the receiver's own record was decided, and is in the trail, when it was taken.
        if (origin?.Source == receiver.Profile.Name && change.Type != "Task")
            return (change, DeliveryResult.Delivered);
        var told = (origin is null ? null : sources.Named(origin.Source)?.Profile) ?? FirstTeller(change) ?? receiver.Profile;
        var made = change.Content.Type.Name == "Bundle"
            ? resources.Of(told, new SourceRecord { Locator = origin?.Locator ?? Nowhere, Bundle = change.Content })
            : resources.Of(receiver.Profile, new SourceRecord { Locator = change.Locator ?? Nowhere, Bundle = RecordBundle.Of(change.Content) });
        var viewing = viewings.ToSend(Of(receiver.Profile, told, delivery, change));
        var gathering = new Gathering(extractor);
        gathering.Add(new GatheredAnswer(new SourceReport(told, SourceState.Answered), made));
        await viewing.KnowAsync(gathering, cancellation);
        var seen = made.Select(r => (Made: r, Left: viewing.See(r, told))).Where(r => r.Left is not null).ToList();
        var isWhole = seen.Count == Resources(change.Content).Count() && seen.TrueForAll(r => r.Left == r.Made.Resource);
        if (!isWhole && !viewing.CanTell)
            return (null, DeliveryResult.Failed("Nobody can tell now whether the receiver may have it."));
        if (!isWhole && !(IsToCustody(receiver.Profile) && IsTold(change, [.. seen.Select(r => r.Left!.Value)])))
        {
            await viewing.RefuseAsync(cancellation);
            return (null, DeliveryResult.Withheld("The receiver may not have it."));
        }

        var content = isWhole ? change.Content : RecordBundle.Of(seen.Select(r => r.Left!.Value));
        var released = await viewing.ReleaseAsync(content, seen.Select(r => r.Made.Address), cancellation);
        return (change with { Content = released.Content }, DeliveryResult.Delivered);
    }

    private Sending Of(SourceProfile receiver, SourceProfile told, Delivery delivery, SourceChange change)
    {
        // A health request is its own legal basis, for as long as it is tried; custody has authorised it.
        var isRequest = change.Type == "ServiceRequest";
        return new Sending
        {
            Recipient = IsToCustody(receiver) ? Recipients.CustodyMessages : origins.Of(receiver).Kind,
            Organization = receiver.Organization,
            Purpose = isRequest || IsToCustody(receiver) ? Recipients.CustodyCare : Recipients.Treatment,
            Destination = receiver.Name,
            Id = delivery.Id,
            What = $"send {change.Type}",
            Basis = isRequest ? new LegalBasis($"health request {delivery.Id}", told.Organization, delivery.Created + options.GiveUpAfter) : null,
        };
    }

    // Of what was stored before its origin was kept: custody raises health requests, and the case system says what becomes of them.
    private SourceProfile? FirstTeller(SourceChange change) => change.Type == "ServiceRequest" ? sources.Pushing(HealthRequestIntake.Kind)?.Profile : sources.Taking("ServiceRequest")?.Profile;

    private bool IsToCustody(SourceProfile receiver) => origins.Of(receiver).Kind == Recipients.Custody;

    // What a message is about: the request and how it goes on, and of an attendance the visit.
    private static bool IsTold(SourceChange change, IReadOnlyList<Element> left) =>
        left.Any(r => r.Type.Name == "ServiceRequest") && left.Any(r => r.Type.Name == "Task") && (change.Type != "Encounter" || left.Any(r => r.Type.Name == "Encounter" && r["partOf"].Any()));

    private static IEnumerable<Element> Resources(Element content) => content.Type.Name == "Bundle" ? content["entry"].SelectMany(e => e["resource"]) : [content];
}
