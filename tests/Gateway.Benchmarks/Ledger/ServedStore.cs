using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Benchmarks.Federation;

namespace Gateway.Benchmarks.Ledger;

/// <summary>The gateway over no source, on PostgreSQL, as a program of its own, with the token of a client that keeps its records there.</summary>
internal sealed class ServedStore : IDisposable
{
    private readonly ChildProgram _program;
    private readonly HttpClient _client;
    private readonly DirectoryInfo _data;
    private readonly string _token;

    private ServedStore(ChildProgram program, DirectoryInfo data, string token)
    {
        (_program, _data, _token) = (program, data, token);
        _client = new HttpClient { BaseAddress = program.Address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public static async Task<ServedStore> StartAsync(string postgres)
    {
        var data = Directory.CreateTempSubdirectory("gateway-store-");
        var keys = Path.Combine(data.FullName, "jwks.json");
        var token = CallerToken.Issue(keys, "record-keeper", "ZZ980", "system/*.cruds");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "key"), Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        var program = await ChildProgram.StartAsync("Gateway.dll",
        [
            "serve", "--urls=http://127.0.0.1:0", "--Gateway:Area=store", $"--Gateway:Data={data.FullName}", $"--Gateway:Postgres={postgres}", $"--Gateway:KeyFile={Path.Combine(data.FullName, "key")}",
            $"--Security:Issuers:0:Issuer={CallerToken.Issuer}", $"--Security:Issuers:0:Audience={CallerToken.Audience}", $"--Security:Issuers:0:JwksFile={keys}",
        ]);
        return new ServedStore(program, data, token);
    }

    /// <summary>Creates a resource and gives its id.</summary>
    public async Task<string> CreateAsync(byte[] patient)
    {
        using var body = new ByteArrayContent(patient);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/fhir+json");
        using var answer = await _client.PostAsync(new Uri("fhir/Patient", UriKind.Relative), body);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString().Split("Patient/")[1].Split('/')[0];
    }

    /// <summary>Requests a second. An answer that is no success is an error.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="path">The path of a request by its number.</param>
    /// <param name="connections">How many ask at once.</param>
    /// <param name="seconds">How long.</param>
    public async Task<double> RateAsync(string name, Func<int, string> path, int connections, int seconds)
    {
        using (var first = await _client.GetAsync(new Uri(path(0), UriKind.Relative)))
            first.EnsureSuccessStatusCode();
        return File.Exists("/usr/bin/wrk") ? await WrkAsync(name, path, connections, seconds) : await OwnAsync(path, connections, seconds);
    }

    public void Dispose()
    {
        _client.Dispose();
        _program.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task<double> OwnAsync(Func<int, string> path, int connections, int seconds)
    {
        var (made, watch) = (0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
                await _client.GetByteArrayAsync(new Uri(path(Interlocked.Increment(ref made)), UriKind.Relative));
        }));
        return made / watch.Elapsed.TotalSeconds;
    }

    private async Task<double> WrkAsync(string name, Func<int, string> path, int connections, int seconds)
    {
        var script = Path.Combine(_data.FullName, $"{name.Replace('/', '-')}.lua");
        var paths = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"/{path(i)}\""));
        await File.WriteAllTextAsync(script, $$"""
            local paths = { {{paths}} }
            local at = math.random(#paths)
            request = function()
              at = at % #paths + 1
              return wrk.format("GET", paths[at], { ["Authorization"] = "Bearer {{_token}}", ["Accept"] = "application/fhir+json" })
            end
            """, Encoding.ASCII);
        var start = new ProcessStartInfo("/usr/bin/wrk", ["-t2", string.Create(CultureInfo.InvariantCulture, $"-c{connections}"), string.Create(CultureInfo.InvariantCulture, $"-d{seconds}s"), "-s", script, _program.Address.ToString()]) { RedirectStandardOutput = true };
        using var wrk = Process.Start(start)!;
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (said.Contains("Non-2xx", StringComparison.Ordinal))
            throw new InvalidOperationException($"{name}: {said}");
        var line = said.Split('\n').First(l => l.StartsWith("Requests/sec:", StringComparison.Ordinal));
        return double.Parse(line["Requests/sec:".Length..], CultureInfo.InvariantCulture);
    }
}
