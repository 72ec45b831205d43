using System.Diagnostics;
using System.IO.Compression;
using Gateway.Endpoints;
using Gateway.Hosting.Surface.Refused;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting.Surface;

/// <summary>Registers the limits of the surface, and puts them before everything that the host serves.</summary>
internal static class SurfaceServices
{
    // What somebody may learn of a body from its length when part of it is theirs (BREACH) needs requests made in another's name: callers show bearer tokens, which no browser sends by itself.
    // Where answers hold secrets all the same, they are not packed.
    private static readonly PathString s_secrets = "/oauth";
    private static readonly string[] s_packed = ["application/fhir+json", "application/fhir+xml", "application/json", "application/xml", "application/problem+json", "application/problem+xml", "application/fhir+ndjson", "text/html", "text/plain", "text/css", "text/javascript"];

    public static IServiceCollection AddSurface(this IServiceCollection services, IConfiguration configuration, SurfaceOptions options)
    {
        services.AddOptions<SurfaceOptions>().Bind(configuration.GetSection(SurfaceOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SurfaceOptions>, SurfaceRules>().AddSingleton<IValidateOptions<SurfaceOptions>, SurfaceCheck>();
        services.AddSingleton<Draining>().AddHostedService(p => p.GetRequiredService<Draining>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainDelay + options.DrainTime);
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = options.RequestTime,
            WriteTimeoutResponse = http => Failures.Answer(http, StatusCodes.Status503ServiceUnavailable, "timeout", "The request took longer than any may.").ExecuteAsync(http),
        });
        services.AddRequestDecompression().AddRateLimiter(_ => { });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest).Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        return services.AddResponseCompression(packing =>
        {
            packing.EnableForHttps = true;
            packing.MimeTypes = s_packed;
        });
    }

    /// <summary>What comes before the log of requests: who they come from.</summary>
    public static WebApplication UseTrustedHops(this WebApplication app)
    {
        if (TrustedHops.Of(app.Services.GetRequiredService<IOptions<SurfaceOptions>>().Value) is { } forwarded)
            app.UseForwardedHeaders(forwarded);
        return app;
    }

    /// <summary>What comes around everything that may fail.</summary>
    public static WebApplication UseAnswerRules(this WebApplication app)
    {
        RefusedRequests.Watch(app.Services.GetRequiredService<DiagnosticListener>(), app.Services.GetRequiredService<TimeProvider>());
        app.Use(SafeHeaders.SetAsync);
        if (app.Services.GetRequiredService<IOptions<SurfaceOptions>>().Value.Compression)
            app.UseWhen(http => !http.Request.Path.StartsWithSegments(s_secrets), branch => branch.UseResponseCompression());
        return app;
    }

    /// <summary>What comes before anybody is asked who they are.</summary>
    public static WebApplication UseRequestLimits(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<SurfaceOptions>>().Value;
        app.Use(RequestLimits.InAll(options));
        app.UseWhen(http => http.Request.Path.StartsWithSegments(s_secrets), branch => branch.UseRateLimiter(RequestLimits.OfTokens(options)));
        app.UseRequestTimeouts();
        app.Use(PackedContent.CheckAsync);
        app.UseRequestDecompression();
        app.Use(PackedContent.GuardAsync);
        return app;
    }

    /// <summary>What comes once it is known who asks.</summary>
    public static WebApplication UseClientLimits(this WebApplication app)
    {
        app.Use(RequestLimits.OfClients(app.Services.GetRequiredService<IOptions<SurfaceOptions>>().Value));
        return app;
    }
}
