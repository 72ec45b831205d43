using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Security.Clients;
using Gateway.Storage;
using Gateway.Storage.Clients;
using Gateway.Storage.Tests.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Security.Issuing;

/// <summary>Of each kind of store one ledger, with two nodes on it that callers know by one address.</summary>
public sealed class OAuthNodes : IAsyncLifetime
{
    public const string Root = "https://gateway.test";
    public const string TokenUrl = $"{Root}/oauth/token";
    private readonly Stores _stores = new();
    private readonly Dictionary<string, (SmallHost First, SmallHost Second)> _nodes = [];

    public async Task InitializeAsync()
    {
        await _stores.InitializeAsync();
        foreach (var kind in Stores.Names)
            _nodes[kind] = await StartAsync(await _stores.NewAsync(kind));
    }

    internal SmallHost First(string kind) => _nodes[kind].First;

    internal SmallHost Second(string kind) => _nodes[kind].Second;

    /// <summary>Two nodes with a ledger of their own.</summary>
    internal async Task<(SmallHost First, SmallHost Second)> StartAsync(string kind, TestClock clock, Action<WebApplicationBuilder>? more = null) => await StartAsync(await _stores.NewAsync(kind), clock, more);

    /// <summary>A client that is registered in the ledger of the nodes.</summary>
    internal async Task<TestClient> ClientAsync(string kind, Func<ClientRegistration, ClientRegistration>? change = null) => await ClientAsync(First(kind), change);

    internal static async Task<TestClient> ClientAsync(SmallHost host, Func<ClientRegistration, ClientRegistration>? change = null)
    {
        var client = new TestClient();
        (await Table(host).PutAsync(TestClient.Row(change?.Invoke(client.Registration) ?? client.Registration))).Should().BeTrue();
        return client;
    }

    internal static ClientTable Table(SmallHost host) => host.Services.GetRequiredService<ClientTable>();

    /// <summary>Posts a form to one of the endpoints.</summary>
    internal static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(SmallHost host, Dictionary<string, string> form, string path = "/oauth/token")
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await host.Client.PostAsync(path, content);
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Content.Headers.ContentType.Should().Be(MediaTypeHeaderValue.Parse("application/json; charset=UTF-8"));
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>A token of a client.</summary>
    internal static Task<string> TokenAsync(SmallHost host, TestClient client, string scope = "system/Patient.rs") => TokenAsync(host, client.Form(scope: scope));

    /// <summary>The same at another moment.</summary>
    internal static Task<string> TokenAsync(SmallHost host, TestClient client, DateTimeOffset now) =>
        TokenAsync(host, client.Form(client.Assertion(new Dictionary<string, object>(client.Claims()) { ["exp"] = now.AddMinutes(4).ToUnixTimeSeconds() })));

    private static async Task<string> TokenAsync(SmallHost host, Dictionary<string, string> form)
    {
        var (status, body) = await PostAsync(host, form);
        status.Should().Be(HttpStatusCode.OK, body.ToString());
        return body.GetProperty("access_token").GetString()!;
    }

    internal static async Task<HttpStatusCode> UseAsync(SmallHost host, string token, string path = "/fhir/Patient/1")
    {
        using var answer = await host.SendAsync(path, token);
        return answer.StatusCode;
    }

    public async Task DisposeAsync()
    {
        try
        {
            foreach (var (first, second) in _nodes.Values)
            {
                await first.DisposeAsync();
                await second.DisposeAsync();
            }
        }
        finally
        {
            // The server is a process of its own, and would stay.
            await _stores.DisposeAsync();
        }
    }

    private static async Task<(SmallHost First, SmallHost Second)> StartAsync(LedgerOptions place, TestClock? clock = null, Action<WebApplicationBuilder>? more = null)
    {
        var settings = new Dictionary<string, string?> { ["Gateway:PublicAddress"] = Root };
        return (await SmallHost.StartAsync(settings, more, place: place, clock: clock), await SmallHost.StartAsync(settings, more, place: place, clock: clock));
    }
}
