using System.CommandLine;
using System.Globalization;
using Gateway.Storage.Outbox;

namespace Gateway.Commands.Ledger;

/// <summary><c>gateway outbox</c>: what waits for whom, what was given up, and the way back in. It shows no content.</summary>
internal static class OutboxCommand
{
    private const int Shown = 1000;

    public static Command Create(Terminal terminal)
    {
        var location = new LedgerLocation();
        var list = new Command("list", "Counts of deliveries by receiver and state, then each that was given up or withheld, with the reason.");
        location.AddTo(list);
        list.SetAction(parsed => location.Run(parsed, terminal, true, async ledger =>
        {
            var queue = new OutboxQueue(ledger, new OutboxOptions());
            foreach (var count in await queue.CountsAsync())
                terminal.Out.WriteLine($"{count.State}\t{count.Count}\t{count.Destination}\tsince {Text(count.Oldest)}");
            foreach (var ended in await queue.UndeliveredAsync(Shown))
                terminal.Out.WriteLine($"{(ended.State == DeliveryState.Withheld ? "withheld" : "given up")}\t{ended.Id}\t{ended.Destination}\tafter {ended.Attempts} attempts, stored {Text(ended.Created)}\t{ended.Error}");
            return CommandLine.Done;
        }));
        var id = new Argument<string>("id") { Description = "The delivery's id, as list shows it." };
        var replay = new Command("replay", "Puts a delivery that was given up, withheld or made back to where it stood.") { id };
        location.AddTo(replay);
        replay.SetAction(parsed => location.Run(parsed, terminal, true, async ledger =>
            await new OutboxQueue(ledger, new OutboxOptions()).ReplayAsync(parsed.GetRequiredValue(id)) ? CommandLine.Done : terminal.Refuse("outbox", " No delivery that has ended has that id.")));
        return new Command("outbox", "Look at deliveries, and replay those that were given up.") { list, replay };
    }

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
