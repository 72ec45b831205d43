using System.Net;
using Gateway.Simulators.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Simulators.Serving;

/// <summary>One system on its own port.</summary>
internal sealed class SystemServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SystemServer(WebApplication app, Uri address, FaultSwitch faults) => (_app, Address, Faults) = (app, address, faults);

    public Uri Address { get; }

    public FaultSwitch Faults { get; }

    public static async Task<SystemServer> StartAsync(IOutsideSystem system, FaultSwitch faults, IPEndPoint place, TimeProvider time, HttpsConnectionAdapterOptions? tls, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
            kestrel.Listen(place, listen => Secure(listen, tls));
        });
        var app = builder.Build();
        app.Use(Guard);
        app.Use(new FaultMiddleware(faults, time, app.Lifetime.ApplicationStopping).InvokeAsync);
        app.Use((context, next) => IsOpen(context.Request.Path) || system.Admits(context.Request) ? next(context) : Refusal.Unauthorized(context).ExecuteAsync(context));
        app.UseRouting();
        app.MapFaults(faults);
        system.Map(app);
        await app.StartAsync(cancellation);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new SystemServer(app, new Uri(address), faults);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Secure(ListenOptions listen, HttpsConnectionAdapterOptions? tls)
    {
        if (tls is not null)
            listen.UseHttps(tls);
    }

    private static bool IsOpen(PathString path) => path.StartsWithSegments("/control", StringComparison.Ordinal) || TokenDesk.IsAt(path);

    /// <summary>A caller learns that the system broke, and no more.</summary>
    private static async Task Guard(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            await Refusal.Of(e.StatusCode, "The request cannot be read.").ExecuteAsync(context);
        }
        catch (Exception) when (!context.Response.HasStarted)
        {
            await Refusal.Of(500, "The system is broken.").ExecuteAsync(context);
        }
    }
}
