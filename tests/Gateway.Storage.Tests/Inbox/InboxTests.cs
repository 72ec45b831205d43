using System.Text;
using Gateway.Storage.Inbox;
using Gateway.Storage.Ledger;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Inbox;

[Collection(nameof(Stores))]
public sealed class InboxTests(Stores stores)
{
    private int _done;

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_request_that_is_sent_again_gets_the_same_answer_and_does_nothing(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        await using var second = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => DoAsync(i % 2 == 0 ? ledger : second, "police", "k", "a")));
        answers.Select(a => Encoding.UTF8.GetString(a.Body.Span)).Distinct().Should().ContainSingle();
        answers.Count(a => !a.IsRepeated).Should().Be(1);
        (await ledger.EventsAsync(0, 10)).Should().ContainSingle();
        (await DoAsync(ledger, "court", "k", "b")).IsRepeated.Should().BeFalse("another client's keys are its own");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_key_with_another_content_is_refused(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        await DoAsync(ledger, "police", "k", "a");
        (await ledger.Invoking(l => DoAsync(l, "police", "k", "b")).Should().ThrowAsync<LedgerRefusedException>()).Which.Refusal.Should().Be(LedgerRefusal.KeyReused);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_request_that_failed_may_be_sent_again(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var inbox = new RequestInbox(ledger);
        await inbox.Invoking(i => i.DoAsync("police", "k", "a"u8.ToArray(), _ => throw new LedgerRefusedException(LedgerRefusal.Stale, "no"))).Should().ThrowAsync<LedgerRefusedException>();
        (await DoAsync(ledger, "police", "k", "a")).IsRepeated.Should().BeFalse();
        (await inbox.ForgetAsync(TimeSpan.FromHours(-1))).Should().Be(1);
        (await DoAsync(ledger, "police", "k", "b")).IsRepeated.Should().BeFalse();
    }

    private Task<InboxAnswer> DoAsync(GatewayLedger ledger, string client, string key, string content) => new RequestInbox(ledger).DoAsync(client, key, Encoding.UTF8.GetBytes(content), async session =>
    {
        await session.PutAsync("Flag", $"{client}-{key}-{content}", "POST", (_, _) => "x"u8.ToArray());
        return new InboxAnswer(201, "text/plain", Encoding.UTF8.GetBytes($"{Interlocked.Increment(ref _done)}"));
    });
}
