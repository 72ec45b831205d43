using System.Globalization;

namespace Gateway.Benchmarks.Federation;

/// <summary>What labels, decisions, redaction and audit cost a federated search: the same search with them and without, in turns on one gateway over two trusts, for trusts that answer at once and after 20 ms.</summary>
internal static class AccessRates
{
    private const int Trusts = 2;

    /// <param name="turns">How often each search is made.</param>
    public static async Task PrintAsync(int turns)
    {
        using var trusts = await ChildProgram.StartAsync("Gateway.Benchmarks.dll", ["federation-sources"]);
        using var client = new HttpClient { BaseAddress = trusts.Address };
        using var gateway = await MeasuredGateway.StartAsync(trusts.Address, Trusts, hasBare: true);
        for (var i = 0; i < 3000; i++)
        {
            await gateway.WarmAsync();
            await gateway.SearchBareAsync();
        }

        foreach (var delay in (int[])[0, 20])
        {
            for (var i = 1; i <= Trusts; i++)
                await DelayAsync(client, i, delay);
            var (with, without) = (new Turns(), new Turns());
            for (var i = 0; i < turns; i++)
            {
                await with.TakeAsync(gateway.SearchAsync);
                await without.TakeAsync(gateway.SearchBareAsync);
            }

            var shown = await gateway.DescribeAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Trusts} sources of {delay} ms: with access and audit p50 {with.At(0.5):F2} ms, p95 {with.At(0.95):F2}; without p50 {without.At(0.5):F2}, p95 {without.At(0.95):F2}; ratio p50 {with.At(0.5) / without.At(0.5):F2}; {shown}"));
        }
    }

    private static async Task DelayAsync(HttpClient trusts, int trust, int delay)
    {
        using var said = await trusts.PutAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"trust-{trust}/delay/{delay}"), UriKind.Relative), null);
        said.EnsureSuccessStatusCode();
    }
}
