using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Benchmarks.Federation;

namespace Gateway.Benchmarks.Proxy;

/// <summary>
/// Reads of 4,096 bytes through the proxy, over 64 connections, in turns with those beside it: what passes through unread with YARP's bare forwarder; what is parsed, decided, audited and rewritten with a
/// copy by hand; nginx for the limit where it is installed. All are programs of their own before the same upstream. Look at the ratios.
/// </summary>
internal static class ProxyRates
{
    private const int Connections = 64;
    private const int Rounds = 3;
    private static readonly string[] s_trusts = ["R1L"];

    /// <param name="seconds">How long each is asked in each round.</param>
    public static async Task PrintAsync(double seconds)
    {
        var data = Directory.CreateTempSubdirectory("gateway-proxy-rates-");
        using var upstream = await PeerAsync("upstream", new Uri("http://127.0.0.1:9/"));
        using var forwarder = await PeerAsync("forwarder", upstream.Address);
        using var copy = await PeerAsync("copy", upstream.Address);
        using var nginx = Nginx.Start(upstream.Address, data.FullName);
        var (gateway, token) = await GatewayAsync(upstream.Address, data.FullName);
        using (gateway)
        {
            var all = new List<Contender>
            {
                new("upstream itself", new Uri(upstream.Address, ProxyPeers.Patient), null),
                new("YARP's bare forwarder", new Uri(forwarder.Address, ProxyPeers.Definition), null),
                new("gateway, passes unread", new Uri(gateway.Address, "sources/trust/fhir/CodeSystem/c1"), token),
                new("copy by hand", new Uri(copy.Address, ProxyPeers.Patient), null),
                new("gateway, parsed and decided", new Uri(gateway.Address, "sources/trust/fhir/Patient/p1"), token),
            };
            if (nginx is not null)
                all.Add(new("nginx", new Uri(nginx.Address, ProxyPeers.Patient), null));

            // What runs hot is compiled again behind the first requests.
            foreach (var contender in all)
                await contender.RunAsync(TimeSpan.FromSeconds(Math.Min(4, seconds)), Connections);
            var rates = all.ToDictionary(c => c.Name, _ => new List<double>());
            for (var round = 0; round < Rounds; round++)
                foreach (var contender in all)
                    rates[contender.Name].Add(await contender.RunAsync(TimeSpan.FromSeconds(seconds), Connections));
            foreach (var (name, found) in rates)
                Print($"{name}: {Median(found):F0} requests/s");
            Print($"passes unread to bare forwarder: {Ratio(rates["gateway, passes unread"], rates["YARP's bare forwarder"]):F2}");
            Print($"parsed, decided, audited, rewritten to copy by hand: {Ratio(rates["gateway, parsed and decided"], rates["copy by hand"]):F2}");
        }

        data.Delete(recursive: true);
    }

    private static Task<ChildProgram> PeerAsync(string peer, Uri upstream) => ChildProgram.StartAsync("Gateway.Benchmarks.dll", ["proxy-peer", peer, upstream.AbsoluteUri]);

    private static async Task<(ChildProgram Gateway, string Token)> GatewayAsync(Uri upstream, string data)
    {
        var (area, keys) = (Path.Combine(data, "area.json"), Path.Combine(data, "jwks.json"));
        var token = CallerToken.Issue(keys, "trust-clinician", "R1L", "system/*.rs gateway/sources.trust");
        await File.WriteAllTextAsync(area, JsonSerializer.Serialize(new
        {
            name = "rates",
            title = "Measured",
            organizations = new[] { new { ods = "R1L", name = "Trusts", kind = "trust" }, new { ods = "R1L", name = "Service", kind = "case-service" }, new { ods = "ZZ950", name = "Community", kind = "community" } },
            sources = new[] { new { name = "trust", kind = "trust", number = 1, organization = "R1L", address = upstream, fhir = new { path = "r4/" }, credentials = new { kind = "none" } } },
            access = new
            {
                holders = new[] { new { recipient = "trust-clinician", organizations = s_trusts, purposes = new[] { "TREAT" } } },
                agreements = new[] { new { rows = new[] { "trust-clinician-care" }, controllers = s_trusts, recipients = s_trusts } },
            },
        }));
        return (await ChildProgram.StartAsync("Gateway.dll",
        [
            "serve", "--urls=http://127.0.0.1:0", $"--Gateway:Area={area}", $"--Gateway:Data={data}", "--Logging:LogLevel:Default=Warning",
            $"--Security:Issuers:0:Issuer={CallerToken.Issuer}", $"--Security:Issuers:0:Audience={CallerToken.Audience}", $"--Security:Issuers:0:JwksFile={keys}",
        ]), token);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    // Of each round, as what else the machine does weighs on both alike.
    private static double Ratio(List<double> ours, List<double> theirs) => Median(ours.Zip(theirs, (o, t) => o / t));

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Contender(string Name, Uri Address, string? Token)
    {
        /// <summary>Requests a second.</summary>
        public async Task<double> RunAsync(TimeSpan time, int connections)
        {
            using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null };
            using var client = new HttpMessageInvoker(handler);
            var (watch, count) = (Stopwatch.StartNew(), 0);
            await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
            {
                var buffer = new byte[16 * 1024];
                while (watch.Elapsed < time)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, Address);
                    if (Token is not null)
                        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
                    using var answer = await client.SendAsync(request, CancellationToken.None);
                    if (!answer.IsSuccessStatusCode)
                        throw new InvalidOperationException($"{Name} answered {(int)answer.StatusCode}.");
                    await using var content = await answer.Content.ReadAsStreamAsync();
                    while (await content.ReadAsync(buffer) > 0)
                    {
                    }

                    Interlocked.Increment(ref count);
                }
            }));
            return count / watch.Elapsed.TotalSeconds;
        }
    }
}
