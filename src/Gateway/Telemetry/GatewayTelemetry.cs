using Gateway.Endpoints;
using Gateway.Telemetry.Prometheus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Telemetry;

/// <summary>Logs, traces and metrics of the host.</summary>
internal static class GatewayTelemetry
{
    /// <summary>Adds them, and silences what the framework itself would say of requests, as that holds addresses.</summary>
    public static IServiceCollection AddGatewayTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<TelemetryOptions>().Bind(configuration.GetSection(TelemetryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryRules>();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsCheck>();
        services.AddMetrics();
        services.TryAddSingleton<GatewayMeter>();
        services.AddSingleton<MetricBook>();
        services.AddHostedService<TelemetryProviders>();
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            // Its messages and its scopes, which other messages bear, both have the path and the query.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("System.Net.Http", LogLevel.Warning));
        return services;
    }

    /// <summary>Logs requests; goes before the gate, so that refusals are logged too.</summary>
    public static WebApplication UseGatewayTelemetry(this WebApplication app)
    {
        // Counting starts with the host, and not with the first look at the counts.
        app.Services.GetRequiredService<MetricBook>();
        app.UseMiddleware<RequestLog>();
        return app;
    }

    /// <summary>Serves <c>/metrics</c> in Prometheus' text format.</summary>
    public static IEndpointRouteBuilder MapGatewayMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/metrics", ReadMethods.All, static async (HttpContext context, MetricBook book) =>
        {
            context.Response.ContentType = PrometheusText.ContentType;
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.WriteAsync(PrometheusText.Of(book.Read()), context.RequestAborted);
        });
        return routes;
    }
}
