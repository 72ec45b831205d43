using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Simulators.Tests.Serving;

/// <summary>The five systems, started for a test class, with a client for each that has its credentials.</summary>
public class Systems : IAsyncLifetime
{
    public RunningSimulators Running { get; private set; } = null!;

    public HttpClient Cases { get; private set; } = null!;

    public HttpClient Custody { get; private set; } = null!;

    public HttpClient Trust { get; private set; } = null!;

    public HttpClient Community { get; private set; } = null!;

    public HttpClient Courts { get; private set; } = null!;

    public virtual SimulatorOptions Options => new() { People = 60 };

    public async Task InitializeAsync()
    {
        Running = await SimulatorHost.StartAsync(Options);
        var keys = Running.Credentials;
        Cases = await WithToken(Running.CaseSystem, "oauth/token", keys.CaseSystemClientId, keys.CaseSystemSecret);
        Trust = await WithToken(Running.Trust, "oauth2/token", keys.TrustClientId, keys.TrustSecret);
        (Custody, Community, Courts) = (WithKey(Running.Custody, keys.CustodyApiKey), WithKey(Running.Community, keys.CommunityApiKey), new HttpClient { BaseAddress = Running.Courts });
    }

    public async Task DisposeAsync()
    {
        foreach (var client in new[] { Cases, Custody, Trust, Community, Courts })
            client.Dispose();
        await Running.DisposeAsync();
    }

    public static async Task<HttpResponseMessage> Ask(HttpClient client, string path, string id, string secret)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret });
        return await client.PostAsync(path, form);
    }

    public static async Task<JsonObject> Json(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!.AsObject();

    public static async Task<JsonObject> Get(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        response.EnsureSuccessStatusCode();
        return await Json(response);
    }

    public static HttpContent Body(string json) => new StringContent(json, Encoding.UTF8, "application/json");

    /// <summary>Tells a system what to do at its control paths, and gives its answer.</summary>
    public static async Task<JsonObject> Order(HttpClient client, string path, object order)
    {
        using var response = await client.PostAsJsonAsync(path, order);
        response.EnsureSuccessStatusCode();
        return await Json(response);
    }

    private static async Task<HttpClient> WithToken(Uri address, string path, string id, string secret)
    {
        var client = new HttpClient { BaseAddress = address };
        using var response = await Ask(client, path, id, secret);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await Json(response))["access_token"]!.ToString());
        return client;
    }

    private static HttpClient WithKey(Uri address, string key)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }
}
