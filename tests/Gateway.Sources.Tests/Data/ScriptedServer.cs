using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Gateway.Sources.Tests.Data;

/// <summary>A real server on loopback that answers as the test says.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _host;

    private ScriptedServer(WebApplication host) => _host = host;

    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>What came: method, path with query, header, body.</summary>
    public ConcurrentQueue<(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)> Received { get; } = [];

    public Uri Address => new(_host.Urls.First() + "/");

    public static async Task<ScriptedServer> StartAsync(Func<HttpContext, Task> answer, Action<IWebHostBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder.WebHost);
        var server = new ScriptedServer(builder.Build()) { Answer = answer };
        server._host.Run(async context =>
        {
            context.Items["server"] = server;
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            context.Items["body"] = body;
            server.Received.Enqueue((context.Request.Method, context.Request.GetEncodedPathAndQuery(), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), body));
            await server.Answer(context);
        });
        await server._host.StartAsync();
        return server;
    }

    public static Task<ScriptedServer> StartAsync(string contentType, string body) => StartAsync(context => Write(context, contentType, body));

    public static async Task Write(HttpContext context, string contentType, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();
}
