using Gateway.Storage.Feeds;
using Gateway.Storage.Ledger;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Feeds;

[Collection(nameof(Stores))]
public sealed class FeedCursorTests(Stores stores)
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_cursor_moves_with_what_was_made_of_what_was_read_or_not_at_all(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using (var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System))
        {
            var cursors = new FeedCursors(ledger);
            (await cursors.GetAsync("case")).Should().BeNull();
            await MoveAsync(ledger, "case", "1");
            await MoveAsync(ledger, "case", "2");
            await MoveAsync(ledger, "custody", "x");
            await ledger.Invoking(l => l.WriteAsync<bool>("x", async session =>
            {
                await FeedCursors.PutAsync(session, "case", "3");
                throw new LedgerRefusedException(LedgerRefusal.Stale, "refused");
            })).Should().ThrowAsync<LedgerRefusedException>();
            (await cursors.GetAsync("case")).Should().Be("2");
        }

        await using var again = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        (await new FeedCursors(again).GetAsync("custody")).Should().Be("x");
    }

    private static Task<bool> MoveAsync(GatewayLedger ledger, string name, string cursor) => ledger.WriteAsync("x", async session =>
    {
        await FeedCursors.PutAsync(session, name, cursor);
        return true;
    });
}
