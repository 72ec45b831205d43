using Gateway.Areas;
using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Endpoints;
using Gateway.Endpoints.OpenApi;
using Gateway.Federation;
using Gateway.Hosting.Surface;
using Gateway.Jobs;
using Gateway.Proxy;
using Gateway.Requests;
using Gateway.Security;
using Gateway.Security.Issuing;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Telemetry;
using Microsoft.AspNetCore.Hosting;

namespace Gateway.Hosting;

/// <summary>
/// The gateway as a host: (1) everything that is data is loaded and checked; (2) the ledger is opened; (3) the rooms register what they offer; (4) requests pass the
/// log, the limits, the gate and the routes, in this order.
/// </summary>
internal static class GatewayHost
{
    /// <summary>Builds a host that can be started.</summary>
    /// <param name="args">Settings as <c>--Section:Name value</c>; beside them appsettings.json next to the program and the environment count.</param>
    /// <param name="demo">What a demo has that a deployment has not; null for a deployment.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the waiting for the ledger.</param>
    /// <exception cref="StartException">The host cannot run so.</exception>
    /// <exception cref="AreaFaultsException">The area has faults.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, DemoSetup? demo = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        time ??= TimeProvider.System;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (demo is not null)
            builder.Configuration.AddInMemoryCollection(demo.Settings);
        var options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        Directory.CreateDirectory(options.Data);
        var area = LoadedArea.Load(options, builder.Configuration, demo is null ? null : demo.Adjust, time);
        var key = DeploymentKey.Open(options);
        var place = new LedgerOptions { Postgres = options.Postgres, File = Path.Combine(options.Data, "gateway.db") };
        var ledger = await GatewayLedger.OpenAsync(place, time, cancellation);

        try
        {
            return Build(builder, options, area, key, place, ledger, demo, time);
        }
        catch
        {
            // Nobody else has the ledger yet.
            await ledger.DisposeAsync();
            throw;
        }
    }

    private static WebApplication Build(WebApplicationBuilder builder, GatewayOptions options, LoadedArea area, byte[] key, LedgerOptions place, GatewayLedger ledger, DemoSetup? demo, TimeProvider time)
    {
        var surface = builder.Configuration.GetSection(SurfaceOptions.Section).Get<SurfaceOptions>() ?? new SurfaceOptions();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => ServerLimits.Apply(kestrel, surface, builder.Configuration, time));
        // A request goes on where its bytes were read, and an answer where it was made: handing them to another thread costs a search more than it gives.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);

        // Why a host does not start is told by who started it, without the stack.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        demo?.Logging?.Invoke(builder.Logging);
        builder.Services.AddSingleton(time).AddSingleton(_ => area).AddSingleton(_ => ledger);
        builder.Services.AddSurface(builder.Configuration, surface);
        builder.Services.AddGatewayTelemetry(builder.Configuration);
        builder.Services.AddGatewaySecurity(builder.Configuration, key, demo?.Issuer);
        builder.Services.AddFederation(builder.Configuration, key);
        builder.Services.AddDisclosures(builder.Configuration, options, key);
        builder.Services.AddConformance(builder.Configuration, options.Data, area.Conformance);
        builder.Services.AddRequests(builder.Configuration);
        builder.Services.AddGatewayJobs(builder.Configuration, place);
        builder.Services.AddEndpoints(options);
        builder.Services.AddProxy();

        var app = builder.Build();
        app.UseTrustedHops();
        app.UseGatewayTelemetry();
        app.UseAnswerRules();
        app.UseFailures();
        app.UseRequestLimits();
        app.UseRouting();
        app.UseGatewaySecurity();
        app.UseClientLimits();
        app.MapGatewayMetrics();
        app.MapHealth();
        app.MapOpenApi();
        app.MapOAuth();
        app.MapFhir();
        app.MapRequests();
        app.MapProxy();
        return app;
    }
}
