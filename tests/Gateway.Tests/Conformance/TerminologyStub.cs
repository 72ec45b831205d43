using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Conformance;

/// <summary>A terminology server on loopback that gives every question one answer.</summary>
internal sealed class TerminologyStub : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _asked;

    private TerminologyStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(context =>
        {
            Interlocked.Increment(ref _asked);
            (context.Response.StatusCode, context.Response.ContentType) = (Status, "application/fhir+json");
            return context.Response.WriteAsync(Answer);
        });
    }

    public string Answer { get; set; } = "";

    public int Status { get; set; } = 200;

    /// <summary>How many questions there were.</summary>
    public int Asked => _asked;

    public string Address => _server.Urls.First();

    public static async Task<TerminologyStub> StartAsync()
    {
        var stub = new TerminologyStub();
        await stub._server.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
