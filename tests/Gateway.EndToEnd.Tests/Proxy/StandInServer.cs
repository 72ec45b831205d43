using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.EndToEnd.Tests.Proxy;

/// <summary>A FHIR server inside that answers as it is told, gives out tokens, and remembers what it was asked.</summary>
internal sealed class StandInServer : IAsyncDisposable
{
    public const string Token = "the-source-own-token";
    private readonly WebApplication _app;

    private StandInServer(WebApplication app) => _app = app;

    /// <summary>What is answered at a path with its query, as it came.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>All that was asked, tokens apart.</summary>
    public ConcurrentQueue<StandInRequest> Asked { get; } = [];

    public Uri Address => new(_app.Urls.First());

    /// <summary>By this name nobody outside may come to know it.</summary>
    public string Authority => Address.Authority;

    public static async Task<StandInServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new StandInServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers with a resource; <c>@inner</c> in it is the server's own address.</summary>
    public void Give(string path, string json, int status = 200, Action<HttpResponse>? more = null, string type = "application/fhir+json") => Answers[path] = async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        more?.Invoke(http.Response);
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json.Replace("@inner", Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)));
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var path = $"{http.Request.Path}{http.Request.QueryString}";
        if (path == "/oauth2/token")
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync($$$$"""{"access_token":"{{{{Token}}}}","token_type":"Bearer","expires_in":300}""");
            return;
        }

        using var body = new StreamReader(http.Request.Body);
        Asked.Enqueue(new StandInRequest(http.Request.Method, path, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), await body.ReadToEndAsync()));
        if (Answers.TryGetValue($"{http.Request.Method} {path}", out var answer) || Answers.TryGetValue(path, out answer))
        {
            await answer(http);
            return;
        }

        http.Response.StatusCode = 404;
        http.Response.ContentType = "application/fhir+json";
        await http.Response.WriteAsync($$$$"""{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found","diagnostics":"Nothing at {{{{http.Request.Host}}}}{{{{path}}}} about Mr Hidden"}]}""");
    }
}
