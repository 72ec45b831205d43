using System.Net;
using System.Net.Http.Headers;
using Gateway.Security;
using Gateway.Security.Issuing;
using Gateway.Security.Tokens;
using Gateway.Storage;
using Gateway.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Security;

/// <summary>A real server on a free port with the gate, the telemetry, and a few routes behind them that say who called.</summary>
internal sealed class SmallHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder;

    private SmallHost(WebApplication app, TemporaryFolder folder)
    {
        (_app, _folder) = (app, folder);
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>The key of the deployment, which all nodes of the tests share.</summary>
    public static byte[] Key { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>A host that trusts an issuer by a file of its keys.</summary>
    public static Task<SmallHost> StartAsync(TestIssuer issuer, string jwks, Action<WebApplicationBuilder>? more = null, IPAddress? from = null) => StartAsync(
        new Dictionary<string, string?>
        {
            ["Security:Issuers:0:Issuer"] = issuer.Name,
            ["Security:Issuers:0:Audience"] = TestIssuer.Audience,
            ["Security:Issuers:0:JwksFile"] = jwks,
        },
        more,
        from);

    /// <summary>A host with a ledger of its own, or as a node on one that it shares.</summary>
    public static async Task<SmallHost> StartAsync(Dictionary<string, string?> settings, Action<WebApplicationBuilder>? more = null, IPAddress? from = null, DemoIssuer? demo = null, LedgerOptions? place = null, TestClock? clock = null)
    {
        var folder = new TemporaryFolder();
        clock ??= new TestClock(TestIssuer.Now);
        var ledger = await GatewayLedger.OpenAsync(place ?? new LedgerOptions { File = folder.PathOf("gateway.db") }, clock);
        try
        {
            // The host ends the ledger with itself.
            return await StartAsync(settings, more, from, demo, ledger, clock, folder);
        }
        catch
        {
            await ledger.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    private static async Task<SmallHost> StartAsync(Dictionary<string, string?> settings, Action<WebApplicationBuilder>? more, IPAddress? from, DemoIssuer? demo, GatewayLedger ledger, TestClock clock, TemporaryFolder folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(settings.GetValueOrDefault("urls") ?? "http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(_ => ledger);
        builder.Services.AddGatewayTelemetry(builder.Configuration);
        builder.Services.AddGatewaySecurity(builder.Configuration, Key, demo);
        more?.Invoke(builder);
        var app = builder.Build();
        if (from is not null)
            app.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = from;
                return next(context);
            });
        app.UseGatewayTelemetry();
        app.UseGatewaySecurity();
        Map(app);
        await app.StartAsync();
        return new SmallHost(app, folder);
    }

    public async Task<HttpResponseMessage> SendAsync(string path, string? token = null, HttpMethod? method = null, Action<HttpRequestMessage>? more = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        more?.Invoke(request);
        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    // What a host has read of its caller.
    private static object Seen(Caller caller) => new
    {
        caller.ClientId,
        caller.User,
        caller.Organization,
        caller.Recipient,
        kind = caller.Kind.ToString(),
        caller.Roles,
        facts = caller.Facts.Order(StringComparer.Ordinal),
        purpose = caller.Purpose is { } purpose ? $"{purpose.System}|{purpose.Code}" : null,
        scopes = caller.Scopes.Count,
        caller.OtherScopes,
    };

    private static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => "alive");
        app.MapGet("/health/ready", () => "ready");
        app.MapGatewayMetrics();
        app.MapOAuth();
        app.MapGet("/fhir/metadata", () => "what I can do");
        app.MapGet("/fhir/{type}", (HttpContext context, string type) => context.Caller().May(Interaction.Search, type) ? context.Caller().ClientId : "not you");
        app.MapGet("/fhir/{type}/{id}", (HttpContext context) => context.Caller().ClientId);
        app.MapGet("/fhir/who", (HttpContext context) => Results.Json(Seen(context.Caller())));
        app.MapGet("/fhir/fails", string () => throw new InvalidOperationException("fails on purpose"));
        app.MapPost("/custody/records", (HttpContext context) => context.Caller().ClientId).RequireScope(NativeScopes.CustodyRecords);
        app.MapPost("/custody/forgotten", () => "should not be reached");
        app.MapGet("/open", () => "not open");
    }
}
