using Gateway.Storage.Feeds;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Feeds;

[Collection(nameof(Stores))]
public sealed class RefusedRecordTests(Stores stores)
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_refused_record_is_due_when_its_time_has_come_and_kept_until_it_is_removed(string kind)
    {
        var time = new SetTime();
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), time);
        var refused = new RefusedRecords(ledger);
        await ledger.WriteAsync("x", async session =>
        {
            await RefusedRecords.PutAsync(session, "case", "Task", "h1", session.Now + TimeSpan.FromHours(2));
            await RefusedRecords.PutAsync(session, "case", "Task", "h2", session.Now + TimeSpan.FromHours(1));
            await RefusedRecords.PutAsync(session, "case", "Task", "h2", session.Now + TimeSpan.FromHours(1));
            await RefusedRecords.PutAsync(session, "other", "Flag", "h1", session.Now);
            return true;
        });

        (await refused.DueAsync("case", 10)).Should().BeEmpty();
        (await refused.CountsAsync()).Should().Equal(("case", 2), ("other", 1));
        time.Now += TimeSpan.FromHours(2);
        (await refused.DueAsync("case", 10)).Should().Equal(("Task", "h2"), ("Task", "h1"));
        (await refused.DueAsync("case", 1)).Should().Equal(("Task", "h2"));

        await ledger.WriteAsync("x", async session =>
        {
            await RefusedRecords.RemoveAsync(session, "case", "h2");
            return true;
        });
        (await refused.DueAsync("case", 10)).Should().Equal(("Task", "h1"));
        (await refused.DueAsync("other", 10)).Should().Equal(("Flag", "h1"));
    }
}
