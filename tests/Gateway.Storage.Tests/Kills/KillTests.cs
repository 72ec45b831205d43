using System.Collections.Concurrent;
using System.Globalization;
using Dapper;
using Gateway.Storage.Backup;
using Gateway.Storage.Outbox;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Kills;

/// <summary>Nodes are killed again and again while they write; GATEWAY_KILLS says how often, 5 times where it does not.</summary>
[Collection(nameof(Stores))]
public sealed class KillTests(Stores stores)
{
    private const int MostDrained = 5_000;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("GATEWAY_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 5;

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Nothing_that_was_acknowledged_is_lost_and_every_delivery_is_made(string kind)
    {
        var options = await stores.NewAsync(kind);
        var (acknowledged, delivered) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var starts = 0;
        NodeProcess Start() => new(kind, options.Postgres ?? options.File, $"n{starts++}", acknowledged, delivered);
        var nodes = Enumerable.Range(0, kind == "postgres" ? 3 : 1).Select(_ => Start()).ToArray();
        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.WhenAll(nodes.Select(n => n.ProgressAsync(60)));
            var at = random.Next(nodes.Length);
            await nodes[at].KillAsync();
            nodes[at].Dispose();
            nodes[at] = Start();
        }

        await Task.WhenAll(nodes.Select(n => n.ProgressAsync(30)));
        foreach (var node in nodes)
            await node.KillAsync();
        await CheckAsync(options, acknowledged, delivered);
        nodes.SelectMany(n => n.Errors).Where(e => e.Length > 0).Should().BeEmpty();
    }

    [NeedsPostgresFact]
    public async Task A_database_that_goes_away_and_comes_back_loses_nothing()
    {
        await using var server = await PostgresServer.StartAsync();
        var options = new LedgerOptions { Postgres = await server.CreateDatabaseAsync() };
        var (acknowledged, delivered) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        using var node = new NodeProcess("postgres", options.Postgres!, "n", acknowledged, delivered);
        await node.ProgressAsync(100);
        await server.StopServerAsync();
        await server.StartServerAsync();
        await node.ProgressAsync(200);
        await node.KillAsync();
        await CheckAsync(options, acknowledged, delivered);
    }

    private static async Task CheckAsync(LedgerOptions options, IReadOnlyCollection<string> acknowledged, IReadOnlyCollection<string> delivered)
    {
        // Later, when the leases of the dead have ended.
        await using var ledger = await GatewayLedger.OpenAsync(options, new SetTime { Now = DateTimeOffset.UtcNow.AddHours(1) });
        acknowledged.Should().HaveCountGreaterThan(100);
        await using (var connection = await ledger.Database.OpenAsync(default))
            acknowledged.Except(await connection.QueryAsync<string>("select id from resource")).Should().BeEmpty("they were acknowledged");
        var outbox = new OutboxQueue(ledger, new OutboxOptions());
        var received = delivered.ToHashSet(StringComparer.Ordinal);

        // A long run leaves more than can be made one after another here: what is left over must at least be waiting.
        for (var made = 0; made < MostDrained && await outbox.ClaimAsync(50) is { Count: > 0 } claimed; made += claimed.Count)
            foreach (var delivery in claimed)
            {
                received.Add(delivery.Id);
                (await outbox.DeliveredAsync(delivery)).Should().BeTrue();
            }

        await using (var connection = await ledger.Database.OpenAsync(default))
        {
            (await connection.QueryAsync<string>("select id from delivery where state = 1")).Except(received).Should().BeEmpty("what counts as delivered was received");
            acknowledged.Except(received).Except(await connection.QueryAsync<string>("select id from delivery where state = 0")).Should().BeEmpty("a delivery is stored with what causes it");
        }

        (await LedgerCheck.RunAsync(ledger)).Should().BeEmpty();
    }
}
