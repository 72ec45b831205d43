using Gateway.Storage.Outbox;
using Gateway.Telemetry;

namespace Gateway.Requests.Deliveries;

/// <summary>Makes the deliveries of the outbox for as long as the host runs.</summary>
internal sealed class DeliveryWorker(OutboxPump pump, DeliveryDesk desk, DeliveryWaits waits, ILogger<DeliveryWorker> log) : BackgroundService
{
    private const int Width = 8;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => pump.RunAsync(async (delivery, cancellation) =>
    {
        var result = await desk.DeliverAsync(delivery, cancellation);
        waits.Tell(delivery.Id, result);
        if (result != DeliveryResult.Delivered)
            Log.DeliveryNotMade(log, SourceDelivery.SourceOf(delivery.Destination), delivery.Attempts + 1);
        return result;
    }, Width, stoppingToken);
}
