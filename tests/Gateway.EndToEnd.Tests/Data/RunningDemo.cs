using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Demo;
using Gateway.Demo.Journeys;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;
using Gateway.Simulators;
using Microsoft.Extensions.Logging;

namespace Gateway.EndToEnd.Tests.Data;

/// <summary>The gateway and the outside systems in a data folder of their own, asked as callers ask.</summary>
internal sealed class RunningDemo : IAsyncDisposable
{
    public const string Nhs = "https://fhir.nhs.uk/Id/nhs-number";
    private static readonly string[] s_sources = ["case-system", "custody", "trust", "community"];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Patience.Never };
    private readonly DemoOptions _options;

    private RunningDemo(DemoOptions options, DemoGateway gateway) => (_options, Gateway) = (options, gateway);

    public DemoGateway Gateway { get; private set; }

    public RunningSimulators Systems => Gateway.Systems;

    public PopulationFacts People => Systems.Population;

    /// <summary>Limits that a slow machine does not reach.</summary>
    public static Dictionary<string, string?> Patient(string timeout = "00:00:30")
    {
        var settings = new Dictionary<string, string?> { ["Federation:Deadline"] = timeout };
        foreach (var source in s_sources)
            foreach (var limit in (string[])["Timeout", "AttemptTimeout", "ConnectTimeout"])
                settings[$"Sources:{source}:Limits:{limit}"] = timeout;
        return settings;
    }

    public static async Task<RunningDemo> StartAsync(Func<DemoOptions, DemoOptions>? change = null)
    {
        var options = new DemoOptions
        {
            Data = Directory.CreateTempSubdirectory("gateway-demo-").FullName,
            People = 12,
            IsAutomatic = false,
            Settings = Patient(),
            Logging = log => log.ClearProviders(),
        };
        options = change?.Invoke(options) ?? options;
        return new RunningDemo(options, await DemoGateway.StartAsync(options, CancellationToken.None));
    }

    /// <summary>Stops all and starts it again on the same data; the outside systems have forgotten what came to them.</summary>
    public async Task RestartAsync()
    {
        await Gateway.DisposeAsync();
        Gateway = await DemoGateway.StartAsync(_options, CancellationToken.None);
    }

    /// <summary>A request with a client's token; without one for nobody.</summary>
    public async Task<Answer> AskAsync(string? client, string path, HttpMethod? method = null, Action<HttpRequestMessage>? more = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(Gateway.Address, path));
        if (client is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Gateway.Token(client));
        more?.Invoke(request);
        using var response = await _http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>A request of whoever else may take part.</summary>
    public Task<Answer> AskAsAsync(DemoClient client, string path, HttpMethod? method = null, Action<HttpRequestMessage>? more = null) => AskAsync(null, path, method, r =>
    {
        r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Gateway.Issue(client));
        more?.Invoke(r);
    });

    public Task<Answer> SearchAsync(string query, string client = DemoClients.TrustClinician, bool isStrict = false) => AskAsync(client, $"fhir/{query}", more: r =>
    {
        if (isStrict)
            r.Headers.Add("Prefer", "handling=strict");
    });

    /// <summary>What somebody at an outside system does or sees.</summary>
    public async Task<Answer> OrderAsync(Uri system, string path, object? order = null, HttpMethod? method = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method ?? (order is null ? HttpMethod.Get : HttpMethod.Post), new Uri(system, path));
        if (order is not null)
            request.Content = new StringContent(System.Text.Json.JsonSerializer.Serialize(order), Encoding.UTF8, "application/json");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>What came to custody from the gateway about a request, in order.</summary>
    public async Task<IReadOnlyList<(string Kind, string Body)>> ToldAsync(string reference) =>
        [.. (await OrderAsync(Systems.Custody, "control/received")).Json.AsArray().Select(m => ((string)m!["kind"]!, (string)m["body"]!)).Where(m => m.Item2.Contains(reference, StringComparison.Ordinal))];

    /// <summary>Records as the case system holds them.</summary>
    public async Task<JsonArray> CasesAsync(string pathAndQuery) => (await CaseSystemAsync(pathAndQuery))["items"]!.AsArray();

    /// <summary>A part of the case system's feed; from the beginning where no place is given.</summary>
    public Task<JsonNode> CaseChangesAsync(string after) => CaseSystemAsync($"changes?limit=200{(after.Length > 0 ? $"&after={Uri.EscapeDataString(after)}" : "")}");

    /// <summary>The Tasks of the health request that custody numbered so.</summary>
    public async Task<Searchset> TasksAsync(string reference) => (await SearchAsync($"Task?identifier={Escaped("https://health-justice.example/id/health-request", reference)}", DemoClients.CustodySystem)).Found;

    /// <summary>Those of them that the gateway keeps itself; the case system has a Task of its own.</summary>
    public async Task<IReadOnlyList<Element>> OwnTasksAsync(string reference) => [.. (await TasksAsync(reference)).Of("Task").Where(t => Guid.TryParse(t.ChildText("id"), out _))];

    private async Task<JsonNode> CaseSystemAsync(string pathAndQuery)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = Systems.Credentials.CaseSystemClientId, ["client_secret"] = Systems.Credentials.CaseSystemSecret });
        using var issued = await _http.PostAsync(new Uri(Systems.CaseSystem, "oauth/token"), form);
        var token = (string)JsonNode.Parse(await issued.Content.ReadAsStringAsync())!["access_token"]!;
        return (await OrderAsync(Systems.CaseSystem, $"api/{pathAndQuery}", token: token)).Json;
    }

    public static string Escaped(string system, string value) => Uri.EscapeDataString($"{system}|{value}");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Gateway.DisposeAsync();
        Directory.Delete(_options.Data, recursive: true);
    }
}
