using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gateway.Benchmarks.Federation;

/// <summary>The gateway as a deployment runs it (<c>gateway serve</c>, its own garbage collection, its ledger on SQLite), over some stand-in trusts.</summary>
internal sealed class MeasuredGateway : IDisposable
{
    /// <summary>When its answers leave with what there is.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private const string Query = "MedicationStatement?patient.identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C9000000009";
    private const string Search = $"fhir/{Query}";
    private static readonly string[] s_trusts = ["R1L"];
    private readonly ChildProgram _program;
    private readonly HttpClient _client;
    private readonly DirectoryInfo _data;

    private MeasuredGateway(ChildProgram program, HttpClient client, DirectoryInfo data) => (_program, _client, _data) = (program, client, data);

    public TimeSpan Used => _program.Used;

    public long Memory => _program.Memory;

    /// <summary>Starts it over that many trusts, and one more where <paramref name="isOneDead"/>, at whose address nobody listens; with the bare search and <c>/live</c> beside it (<see cref="BareSearch"/>) where <paramref name="hasBare"/>.</summary>
    public static async Task<MeasuredGateway> StartAsync(Uri trusts, int count, bool isOneDead = false, bool hasBare = false)
    {
        var data = Directory.CreateTempSubdirectory("gateway-rates-");
        var (area, keys) = (Path.Combine(data.FullName, "area.json"), Path.Combine(data.FullName, "jwks.json"));
        var token = CallerToken.Issue(keys, "trust-clinician", "R1L", "user/MedicationStatement.rs user/Patient.rs user/Medication.rs gateway/metrics.read");
        await File.WriteAllTextAsync(area, Area(trusts, count, isOneDead));
        var program = await ChildProgram.StartAsync(hasBare ? "Gateway.Benchmarks.dll" : "Gateway.dll",
        [
            hasBare ? "federation-gateway" : "serve", "--urls=http://127.0.0.1:0", $"--Gateway:Area={area}", $"--Gateway:Data={data.FullName}", string.Create(CultureInfo.InvariantCulture, $"--Federation:Deadline={Deadline:c}"),
            $"--Security:Issuers:0:Issuer={CallerToken.Issuer}", $"--Security:Issuers:0:Audience={CallerToken.Audience}", $"--Security:Issuers:0:JwksFile={keys}",
        ]);
        var client = new HttpClient { BaseAddress = program.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new MeasuredGateway(program, client, data);
    }

    /// <summary>Searches once and reads the answer.</summary>
    public async Task SearchAsync() => await _client.GetByteArrayAsync(new Uri(Search, UriKind.Relative));

    /// <summary>The same search without labels, decisions, redaction and audit.</summary>
    public async Task SearchBareAsync() => await _client.GetByteArrayAsync(new Uri($"bare/{Query}", UriKind.Relative));

    /// <summary>Searches once, however it ends: the first searches of a cold gateway may miss the deadline.</summary>
    public async Task WarmAsync()
    {
        using var answer = await _client.GetAsync(new Uri(Search, UriKind.Relative));
    }

    /// <summary>What became of each source in one search, and how many statements came.</summary>
    public async Task<string> DescribeAsync()
    {
        using var answer = JsonDocument.Parse(await _client.GetByteArrayAsync(new Uri(Search, UriKind.Relative)));
        var resources = answer.RootElement.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource")).ToList();
        var states = resources.Where(r => r.GetProperty("resourceType").ValueEquals("OperationOutcome")).SelectMany(r => r.GetProperty("issue").EnumerateArray())
            .Select(i => i.GetProperty("details").GetProperty("coding")[0].GetProperty("code").GetString()).Where(code => code != "withheld-note");
        return $"{resources.Count(r => r.GetProperty("resourceType").ValueEquals("MedicationStatement"))} statements, sources: {string.Join(", ", states)}";
    }

    /// <summary>The bytes of its heap after the last collection, by its own metrics.</summary>
    public async Task<long> HeapAsync()
    {
        var metrics = await _client.GetStringAsync(new Uri("metrics", UriKind.Relative));
        return metrics.Split('\n').Where(l => l.StartsWith("dotnet_gc_last_collection_heap_size_bytes{", StringComparison.Ordinal))
            .Sum(l => (long)double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>The bytes that are left after all garbage was collected; of a gateway with the bare search beside it.</summary>
    public async Task<long> LiveAsync() => long.Parse(await _client.GetStringAsync(new Uri("live", UriKind.Relative)), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _client.Dispose();
        _program.Dispose();
        _data.Delete(recursive: true);
    }

    private static string Area(Uri trusts, int count, bool isOneDead)
    {
        var sources = Enumerable.Range(1, count).Select(i => Source(i, new Uri(trusts, $"trust-{i}/"))).ToList();
        if (isOneDead)
            sources.Add(Source(count + 1, new Uri("http://127.0.0.1:9/")));
        return JsonSerializer.Serialize(new
        {
            name = "rates",
            title = "Measured",
            organizations = new[] { new { ods = "R1L", name = "Trusts", kind = "trust" }, new { ods = "R1L", name = "Service", kind = "case-service" }, new { ods = "ZZ950", name = "Community", kind = "community" } },
            sources,
            access = new
            {
                holders = new[] { new { recipient = "trust-clinician", organizations = s_trusts, purposes = new[] { "TREAT" } } },
                agreements = new[] { new { rows = new[] { "trust-clinician-care" }, controllers = s_trusts, recipients = s_trusts } },
            },
        });
    }

    private static object Source(int number, Uri address) =>
        new { name = $"trust-{number}", kind = "trust", number, organization = "R1L", address, credentials = new { kind = "none" } };
}
