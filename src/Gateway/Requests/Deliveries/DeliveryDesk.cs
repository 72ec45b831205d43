using Gateway.Requests.Courts;
using Gateway.Requests.Referrals;
using Gateway.Requests.Writes;
using Gateway.Sources;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Deliveries;

/// <summary>Hands a delivery to the source that it is for, where that may have it.</summary>
internal sealed class DeliveryDesk(SourceDirectory sources, CourtDelivery courts, DeliveryDecision decision, MadeResources makes, TimeProvider time)
{
    /// <summary>Makes one attempt.</summary>
    public async Task<DeliveryResult> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (sources.Named(SourceDelivery.SourceOf(delivery.Destination)) is not { } source)
            return DeliveryResult.Failed("No source of that name is configured.");
        if (SourceDelivery.ChangeOf(delivery) is not { } change)
            return DeliveryResult.Refused("The delivery cannot be read.");
        if (CourtDelivery.IsOne(change))
        {
            if (await courts.AddressedAsync(source, change, cancellation) is not { } addressed)
                return DeliveryResult.Failed("The receiver's record of the person is not known yet.");
            change = addressed;
        }

        if (TaskReport.IsOne(change))
        {
            var (current, answer) = await TaskReport.OverAsync(source, change, cancellation);
            if (current is null)
                return answer;
            change = current;
        }

        var (left, withheld) = await decision.DecideAsync(source, delivery, change, cancellation);
        if (left is null)
            return withheld;
        var write = await source.WriteAsync(left, cancellation);
        if (await WrittenChange.FindAsync(source, left, write, cancellation) is { } there)
            write = new SourceWrite { State = SourceState.Answered, Record = there };
        var result = SourceDelivery.ResultOf(write, time.GetUtcNow());
        if (result == DeliveryResult.Delivered && write.Record is { } made && SourceDelivery.IsFollowed(delivery))
            await makes.KeepAsync(source.Profile, delivery, left.Type, made, cancellation);
        return result;
    }
}
