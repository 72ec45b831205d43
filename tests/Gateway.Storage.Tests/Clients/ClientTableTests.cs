using Gateway.Storage.Clients;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Clients;

[Collection(nameof(Stores))]
public sealed class ClientTableTests(Stores stores)
{
    private readonly SetTime _time = new();

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_client_is_registered_once_changed_locked_out_and_forgotten_and_each_moves_the_counter(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var table = new ClientTable(ledger);
        (await table.ReadAsync()).Should().BeEquivalentTo(new { Epoch = 0L, Clients = Array.Empty<ClientRow>() });
        (await table.PutAsync(Row("a", "1"))).Should().BeTrue();
        (await table.PutAsync(Row("a", "2"))).Should().BeFalse();
        (await table.PutAsync(Row("a", "3") with { Issuer = "https://issuer.test" })).Should().BeTrue("another issuer's clients have names of their own");
        (await table.EpochAsync()).Should().Be(2);
        (await table.DisableAsync("", "a", disabled: true)).Should().BeTrue();
        (await table.PutAsync(Row("a", "4"), replace: true)).Should().BeTrue();
        (await table.ReadAsync()).Clients.Should().Equal(Row("a", "4") with { Disabled = true }, Row("a", "3") with { Issuer = "https://issuer.test" });
        (await table.DisableAsync("", "b", disabled: true)).Should().BeFalse();
        (await table.RemoveAsync("", "a")).Should().BeTrue();
        (await table.RemoveAsync("", "a")).Should().BeFalse();
        (await table.ReadAsync()).Clients.Should().ContainSingle();
        (await table.EpochAsync()).Should().Be(5);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_another_node_changed_moves_the_counter_here_with_the_next_question_however_many_ask(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using var ledger = await GatewayLedger.OpenAsync(options, _time);
        await using var other = await GatewayLedger.OpenAsync(options, _time);
        var (here, there) = (new ClientTable(ledger), new ClientTable(other));
        for (var i = 0; i < 20; i++)
        {
            (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await here.EpochAsync())))).Should().OnlyContain(e => e == i);
            await there.PutAsync(Row("a", $"{i}"), replace: true);
            (await here.EpochAsync()).Should().Be(i + 1);
            (await ledger.CounterAsync(LedgerCounter.Consents)).Should().Be(0, "each counter stands for itself");
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Of_many_nodes_that_are_shown_an_assertion_one_takes_it(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using var ledger = await GatewayLedger.OpenAsync(options, _time);
        await using var other = await GatewayLedger.OpenAsync(options, _time);
        var (ends, tables) = (_time.Now.AddMinutes(5), new[] { new ClientTable(ledger), new ClientTable(other) });
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(i => tables[i % 2].UseAsync("a", "1", ends)))).Count(taken => taken).Should().Be(1);
        (await tables[1].UseAsync("b", "1", ends)).Should().BeTrue();
        (await tables[0].EpochAsync()).Should().Be(0, "nodes need not know of it");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_has_ended_is_forgotten_and_nothing_else(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), _time);
        var (table, keys) = (new ClientTable(ledger), new SigningKeyTable(ledger));
        await table.UseAsync("a", "1", _time.Now.AddMinutes(1));
        await table.UseAsync("a", "2", _time.Now.AddMinutes(9));
        await table.RevokeAsync("t1", "a", _time.Now.AddMinutes(1));
        await table.RevokeAsync("t2", "a", _time.Now.AddMinutes(9));
        await table.RevokeAsync("t2", "a", _time.Now.AddMinutes(9));
        await keys.FollowAsync(Key("k1"), null, _time.Now);
        await keys.FollowAsync(Key("k2"), "k1", _time.Now.AddMinutes(1));
        (await table.ReadAsync()).Keys.Select(k => k.Id).Should().Equal("k1", "k2");
        _time.Now = _time.Now.AddMinutes(2);
        var state = await table.ReadAsync();
        state.Revoked.Should().Equal("t2");
        state.Keys.Select(k => k.Id).Should().Equal("k2");
        (await table.ForgetAsync()).Should().Be(3);
        (await table.ForgetAsync()).Should().Be(0);
        (await table.UseAsync("a", "2", _time.Now.AddMinutes(9))).Should().BeFalse();
        (await table.UseAsync("a", "1", _time.Now.AddMinutes(9))).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Of_nodes_that_make_a_key_at_the_same_time_one_does(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using var ledger = await GatewayLedger.OpenAsync(options, _time);
        await using var other = await GatewayLedger.OpenAsync(options, _time);
        var tables = new[] { new SigningKeyTable(ledger), new SigningKeyTable(other) };
        (await Task.WhenAll(Enumerable.Range(0, 10).Select(i => tables[i % 2].FollowAsync(Key($"k{i}"), null, _time.Now)))).Count(made => made).Should().Be(1);
        var key = (await new ClientTable(other).ReadAsync()).Keys.Should().ContainSingle().Subject;
        key.Should().BeEquivalentTo(Key(key.Id), o => o.Excluding(k => k.Content));
        key.Content.ToArray().Should().Equal(1, 2, 3);
    }

    private static ClientRow Row(string id, string content) => new() { Issuer = "", Id = id, Content = content };

    private SigningKeyRow Key(string id) => new() { Id = id, Created = _time.Now, Signs = _time.Now, Content = new byte[] { 1, 2, 3 } };
}
