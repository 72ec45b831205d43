using Gateway.Requests.Native;
using Gateway.Requests.Pushes;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Courts;

/// <summary>Results of courts (SPI XML). The gateway keeps none: the next court dates go to the case system.</summary>
internal sealed class CourtResultTaker(SourceDirectory sources) : IPushTaker
{
    public PushedKind Kind { get; } = new("results", "/courts/results", NativeScopes.CourtResults, "Court results", "CourtResultsReceived", NativeContent.XmlTypes) { IsSingle = false };

    public bool IsTaken => Receiver is not null;

    private IResourceSource? Receiver => sources.Taking("Appointment");

    public async Task<PushTaken> TakeAsync(LedgerSession session, SourceProfile source, SourceAnswer read, CancellationToken cancellation)
    {
        var deliveries = read.Records.SelectMany(r => CourtDelivery.Of(source.Name, Receiver!.Profile.Name, r)).ToList();
        foreach (var delivery in deliveries)
            await OutboxQueue.PutAsync(session, delivery, cancellation);
        return new PushTaken(
        [
            ("results", read.Records.Count),
            ("courtDates", deliveries.Count),
            ("notRead", read.Faults.Count(f => !f.IsWarning)),
        ])
        {
            Deliveries = [.. deliveries.Select(d => d.Id).Distinct()],
        };
    }
}
