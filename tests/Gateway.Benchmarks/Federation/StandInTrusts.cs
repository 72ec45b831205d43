using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Benchmarks.Federation;

/// <summary>Trusts that give one GP Connect record each, after as long as they are told: <c>POST /{trust}/gpconnect/fhir/Patient/$gpc.getstructuredrecord</c>, <c>PUT /{trust}/delay/{milliseconds}</c>.</summary>
internal static class StandInTrusts
{
    /// <summary>The delay of a trust that never answers.</summary>
    public const int Never = -1;

    /// <summary>Serves until it is ended; the first line of the output is the address.</summary>
    public static async Task RunAsync()
    {
        var record = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "mappings", "gp-connect", "cases", "GpConnectRecord", "medication-history.input.json"));
        var delays = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPut("/{trust}/delay/{milliseconds:int}", (string trust, int milliseconds) =>
        {
            delays[trust] = milliseconds;
            return Results.NoContent();
        });
        app.MapPost("/{trust}/gpconnect/fhir/Patient/{operation}", async (string trust, HttpContext http) =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            if (delays.GetValueOrDefault(trust) is not 0 and var delay)
                await Task.Delay(delay, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            http.Response.ContentType = "application/fhir+json";
            http.Response.ContentLength = record.Length;
            await http.Response.Body.WriteAsync(record);
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
    }
}
