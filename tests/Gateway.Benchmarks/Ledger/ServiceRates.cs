using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gateway.Storage.Tests.Data;

namespace Gateway.Benchmarks.Ledger;

/// <summary>
/// The gateway as a FHIR server before its ledger on PostgreSQL, with tokens, decisions and audit: durable creates, reads, searches, by 64 connections, among 5,000 Patients as the UK has them. Beside them a path of the gateway
/// that answers without token, decision or ledger, for the limit of this machine. Where <c>wrk</c> is installed it asks; without it this program does, and takes more of the processors than it.
/// </summary>
internal static class ServiceRates
{
    private const int Connections = 64;
    private const int Patients = 5_000;
    private static readonly string[] s_families = ["Okafor", "Hughes", "Patel", "Nowak", "Barrett", "Singh", "Clarke", "Osei", "Doyle", "Khan"];
    private static readonly string[] s_given = ["Amara", "Ben", "Chidi", "Dilys", "Ewa", "Farid", "Grace", "Harpreet", "Iona", "Jamal", "Kofi"];

    /// <param name="seconds">How long each rate is taken.</param>
    public static async Task PrintAsync(int seconds)
    {
        await using var server = await PostgresServer.StartAsync("shared_buffers=1GB");
        using var gateway = await ServedStore.StartAsync(await server.CreateDatabaseAsync());
        var ids = new string[Patients];
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, Patients, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (i, _) => ids[i] = await gateway.CreateAsync(Patient(i)));
        Print($"durable creates: {Patients / watch.Elapsed.TotalSeconds:F0}/s while the gateway warmed up");
        await Task.Delay(TimeSpan.FromSeconds(2));

        // Compiled as it stays: what runs hot is compiled again behind the first thousands of requests.
        for (var round = 0; round < 2; round++)
            await AskedAsync();
        for (var round = 1; round <= 2; round++)
        {
            var limit = await gateway.RateAsync("health/live", _ => "health/live", Connections, seconds);
            var (read, family, number) = await AskedAsync();
            var (made, taken) = (0, Stopwatch.StartNew());
            await Task.WhenAll(Enumerable.Range(0, Connections).Select(async c =>
            {
                while (taken.Elapsed.TotalSeconds < seconds)
                {
                    await gateway.CreateAsync(Patient(Patients + (round * 1_000_000) + (c * 10_000) + Interlocked.Increment(ref made)));
                }
            }));
            Print($"round {round}, {Connections} connections, requests a second (to {limit:F0} of a path that does nothing): read {read:F0} ({read / limit:F2}), by family, 10 a page {family:F0} ({family / limit:F2}), by identifier {number:F0} ({number / limit:F2}), durable create {made / taken.Elapsed.TotalSeconds:F0}");
        }

        async Task<(double Read, double Family, double Number)> AskedAsync() => (await gateway.RateAsync("read", i => $"fhir/Patient/{ids[i % Patients]}", Connections, seconds),
            await gateway.RateAsync("family", i => $"fhir/Patient?family={s_families[i % s_families.Length]}{i % 50}&_count=10", Connections, seconds),
            await gateway.RateAsync("identifier", i => $"fhir/Patient?identifier=https://records.example/id%7C{i % Patients}", Connections, seconds));
    }

    private static byte[] Patient(int i) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
        {"resourceType":"Patient","identifier":[{"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus","code":"01"}]}}],
        "system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{{NhsNumber(i)}}}"},{"system":"https://records.example/id","value":"{{{i}}}"},{"use":"secondary","system":"https://hospital.example/number","value":"H{{{i}}}"}],
        "active":true,"name":[{"use":"official","family":"{{{s_families[i % s_families.Length]}}}{{{i % 50}}}","given":["{{{s_given[i % s_given.Length]}}}"],"prefix":["Mx"]}],
        "telecom":[{"system":"phone","value":"01632 96{{{i % 10_000:D4}}}","use":"home"},{"system":"email","value":"p{{{i}}}@mail.example","use":"home"}],
        "gender":"{{{(i % 2 == 0 ? "female" : "male")}}}","birthDate":"{{{1940 + (i % 65)}}}-{{{1 + (i % 12):D2}}}-{{{1 + (i % 28):D2}}}",
        "address":[{"use":"home","line":["{{{i}}} Harbour Street"],"city":"Brackwater","postalCode":"CO{{{i % 9}}} {{{i % 9}}}AB","country":"GBR"}]}
        """));

    // Each its own, with a check digit that holds.
    private static string NhsNumber(int i)
    {
        for (var nine = 400_000_000 + (i * 7); ; nine++)
        {
            var digits = nine.ToString(CultureInfo.InvariantCulture);
            var check = (11 - (digits.Select((d, at) => (d - '0') * (10 - at)).Sum() % 11)) % 11;
            if (check < 10)
                return $"{digits}{check}";
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
