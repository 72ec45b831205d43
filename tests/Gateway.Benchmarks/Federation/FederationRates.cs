using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gateway.Benchmarks.Federation;

/// <summary>
/// What a federated, mapped search costs over asking the sources directly, measured in turns with it: time, requests a second, memory. Gateway, sources and
/// caller are three programs, so that each has its own processor time and memory. Look at the differences and ratios.
/// </summary>
internal sealed class FederationRates : IDisposable
{
    private const int Delay = 20;
    private static readonly TimeSpan s_each = TimeSpan.FromSeconds(3);
    private readonly ChildProgram _trusts;
    private readonly HttpClient _client;
    private readonly int _turns;

    private FederationRates(ChildProgram trusts, int turns) => (_trusts, _client, _turns) = (trusts, new HttpClient { BaseAddress = trusts.Address }, turns);

    /// <param name="turns">How often each search is made; 0 for no times.</param>
    /// <param name="minutes">How long the run is whose memory is watched; 0 for none.</param>
    public static async Task PrintAsync(int turns, double minutes)
    {
        using var rates = new FederationRates(await ChildProgram.StartAsync("Gateway.Benchmarks.dll", ["federation-sources"]), turns);
        if (turns > 0)
            await rates.TimesAsync();
        if (minutes > 0)
            await rates.MemoryAsync(minutes);
    }

    public void Dispose()
    {
        _client.Dispose();
        _trusts.Dispose();
    }

    private async Task TimesAsync()
    {
        foreach (var count in (int[])[1, 2, 3, 4])
            await LatencyAsync(count);
        foreach (var count in (int[])[2, 4])
            await DeadAsync(count);
        using var gateway = await GatewayAsync(1);
        foreach (var delay in (int[])[0, Delay])
            await ThroughputAsync(gateway, delay);
    }

    private async Task LatencyAsync(int count)
    {
        using var gateway = await GatewayAsync(count);
        await CompareAsync(gateway, count, $"{count} of {Delay} ms", _turns);
        if (count is not (2 or 4))
            return;
        await DelayAsync(count, 10 * Delay);
        await CompareAsync(gateway, count, $"{count}, one of {10 * Delay} ms", _turns / 5);
        await DelayAsync(count, StandInTrusts.Never);
        var hanging = new Turns();
        for (var i = 0; i < Math.Max(1, _turns / 30); i++)
            await hanging.TakeAsync(gateway.SearchAsync);
        Print($"{count}, one hanging: after the deadline of {MeasuredGateway.Deadline.TotalMilliseconds} ms p50 {hanging.At(0.5) - MeasuredGateway.Deadline.TotalMilliseconds:F1} ms, the last {hanging.At(1) - MeasuredGateway.Deadline.TotalMilliseconds:F1} ms; {await gateway.DescribeAsync()}");
    }

    private async Task DeadAsync(int count)
    {
        using var gateway = await GatewayAsync(count - 1, isOneDead: true);
        await CompareAsync(gateway, count - 1, $"{count}, one dead", _turns);
    }

    // In turns, so that what else the machine does weighs on all alike.
    private async Task CompareAsync(MeasuredGateway gateway, int count, string name, int turns)
    {
        var (one, all, federated) = (new Turns(), new Turns(), new Turns());
        var used = TimeSpan.Zero;
        for (var i = 0; i < turns; i++)
        {
            await one.TakeAsync(() => AskAsync(count));
            await all.TakeAsync(() => Task.WhenAll(Enumerable.Range(1, count).Select(AskAsync)));
            var before = gateway.Used;
            await federated.TakeAsync(gateway.SearchAsync);
            used += gateway.Used - before;
        }

        Print($"{name}: direct p50 {one.At(0.5):F1} ms; slowest of {count} p50 {all.At(0.5):F1}, p95 {all.At(0.95):F1}, p99 {all.At(0.99):F1}; federated p50 {federated.At(0.5):F1}, p95 {federated.At(0.95):F1}, p99 {federated.At(0.99):F1}");
        Print($"  added p50 {federated.At(0.5) - all.At(0.5):F1} ms, p95 {federated.At(0.95) - all.At(0.95):F1}, p99 {federated.At(0.99) - all.At(0.99):F1}; ratio p50 {federated.At(0.5) / all.At(0.5):F2}; processor {used.TotalMilliseconds / turns:F1} ms a search; {await gateway.DescribeAsync()}");
    }

    private async Task ThroughputAsync(MeasuredGateway gateway, int delay)
    {
        await DelayAsync(1, delay);
        foreach (var callers in (int[])[1, 8, 32])
        {
            var (direct, federated) = (new List<double>(), new List<double>());
            for (var round = 0; round < 3; round++)
            {
                direct.Add(await RateAsync(callers, () => AskAsync(1)));
                federated.Add(await RateAsync(callers, gateway.SearchAsync));
            }

            Print($"one source of {delay} ms, {callers} callers: direct {direct.Order().ElementAt(1):F0} requests/s, federated {federated.Order().ElementAt(1):F0}, ratio {direct.Zip(federated, (d, f) => f / d).Order().ElementAt(1):F2}");
        }
    }

    // What lives is told at each mark by a collection of all garbage: the heap as the collector last left it says little, as it collects when it sees fit.
    private async Task MemoryAsync(double minutes)
    {
        using var gateway = await GatewayAsync(4, hasBare: true);
        var (watch, searches, used) = (Stopwatch.StartNew(), 0, gateway.Used);
        var marks = Math.Max(10, (int)minutes);
        for (var mark = 0; mark <= marks; mark++)
        {
            var until = TimeSpan.FromMinutes(minutes * mark / marks);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            {
                while (watch.Elapsed < until)
                {
                    // On a machine that is busy elsewhere a search may miss its deadline: it counts like the others.
                    await gateway.WarmAsync();
                    Interlocked.Increment(ref searches);
                }
            }));
            var (heap, before) = (await gateway.HeapAsync(), gateway.Memory);
            Print($"after {watch.Elapsed.TotalMinutes:F1} min, {searches} searches of 4 sources, {(gateway.Used - used).TotalMilliseconds / Math.Max(1, searches):F2} ms of processor each: live {await gateway.LiveAsync() / 1e6:F2} MB, working set {before / 1e6:F0} MB, heap as last collected {heap / 1e6:F1} MB");
        }
    }

    // Compiled as it stays: methods that run hot are compiled again behind the first searches, and what that takes of two cores is not the search's.
    private async Task<MeasuredGateway> GatewayAsync(int count, bool isOneDead = false, bool hasBare = false)
    {
        var gateway = await MeasuredGateway.StartAsync(_trusts.Address, count, isOneDead, hasBare);
        for (var i = 1; i <= count; i++)
            await DelayAsync(i, 0);
        for (var round = 0; round < 3; round++)
        {
            await Parallel.ForAsync(0, 1500, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) => await gateway.WarmAsync());
            await QuietAsync(gateway);
        }

        for (var i = 1; i <= count; i++)
            await DelayAsync(i, Delay);
        return gateway;
    }

    private static async Task QuietAsync(MeasuredGateway gateway)
    {
        for (var (i, before) = (0, TimeSpan.Zero); i < 30 && gateway.Used - before > TimeSpan.FromMilliseconds(20); i++)
        {
            before = gateway.Used;
            await Task.Delay(500);
        }
    }

    private async Task DelayAsync(int trust, int milliseconds)
    {
        using var said = await _client.PutAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"trust-{trust}/delay/{milliseconds}"), UriKind.Relative), null);
        said.EnsureSuccessStatusCode();
    }

    private async Task AskAsync(int trust)
    {
        using var body = new StringContent("{}", Encoding.UTF8, "application/fhir+json");
        using var answer = await _client.PostAsync(new Uri($"trust-{trust}/gpconnect/fhir/Patient/$gpc.getstructuredrecord", UriKind.Relative), body);
        await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    private static async Task<double> RateAsync(int callers, Func<Task> work)
    {
        var (watch, count) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (watch.Elapsed < s_each)
            {
                await work();
                Interlocked.Increment(ref count);
            }
        }));
        return count / watch.Elapsed.TotalSeconds;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
