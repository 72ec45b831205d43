using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Benchmarks.Federation;

namespace Gateway.Benchmarks.Starting;

/// <summary>
/// From the start of the process to its first answers: what the gateway can do, and a read that was authorised, decided and audited. The ledger is SQLite's. In turns with it a program that only
/// starts the same server and answers. Look at the ratio.
/// </summary>
internal static class StartRates
{
    private const int Rounds = 5;

    /// <param name="gateway">The published <c>Gateway.dll</c> (<c>dotnet publish src/Gateway -c Release</c>); the one beside this program is not compiled ahead.</param>
    public static async Task PrintAsync(string gateway)
    {
        var data = Directory.CreateTempSubdirectory("gateway-start-rates-");
        var keys = Path.Combine(data.FullName, "jwks.json");
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", CallerToken.Issue(keys, "record-keeper", "ZZ980", "system/*.cruds"));
        string[] arguments =
        [
            "serve", "--urls=http://127.0.0.1:0", "--Gateway:Area=store", $"--Gateway:Data={data.FullName}",
            $"--Security:Issuers:0:Issuer={CallerToken.Issuer}", $"--Security:Issuers:0:Audience={CallerToken.Audience}", $"--Security:Issuers:0:JwksFile={keys}",
        ];
        var (watch, address) = (Stopwatch.StartNew(), "");
        using (var first = await ChildProgram.StartAsync(gateway, arguments))
        {
            await AnswerAsync(client, new Uri(first.Address, "fhir/metadata"));
            Print($"the very first start, which makes the ledger: {watch.ElapsedMilliseconds} ms");
            using var body = new StringContent("""{"resourceType":"Patient","active":true}""", Encoding.UTF8, "application/fhir+json");
            using var made = await client.PostAsync(new Uri(first.Address, "fhir/Patient"), body);
            address = $"fhir/Patient/{made.EnsureSuccessStatusCode().Headers.Location!.ToString().Split("Patient/")[1].Split('/')[0]}";
        }

        var (empty, told, read) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            watch.Restart();
            using (var program = await ChildProgram.StartAsync("Gateway.Benchmarks.dll", ["proxy-peer", "empty", "http://127.0.0.1:9/"]))
                await AnswerAsync(client, program.Address);
            empty.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            using (var program = await ChildProgram.StartAsync(gateway, arguments))
            {
                await AnswerAsync(client, new Uri(program.Address, "fhir/metadata"));
                told.Add(watch.Elapsed.TotalMilliseconds);
                await AnswerAsync(client, new Uri(program.Address, address));
                read.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        data.Delete(recursive: true);
        Print($"an empty program: {Median(empty):F0} ms to its first answer");
        Print($"the gateway: {Median(told):F0} ms to its CapabilityStatement, {Median(read):F0} ms to an authorised read");
        Print($"the gateway to the empty program: {Median(read.Zip(empty, (g, e) => g / e)):F1}");
    }

    private static async Task AnswerAsync(HttpClient client, Uri address)
    {
        using var answer = await client.GetAsync(address);
        answer.EnsureSuccessStatusCode();
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
