using System.Collections.Concurrent;
using Gateway.Simulators.Faults;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Tests.Serving;

/// <summary>Stands where the gateway would: keeps what is sent to it, and answers what a test laid ready.</summary>
internal sealed class StubGateway : IOutsideSystem, IAsyncDisposable
{
    private SystemServer? _server;

    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    /// <summary>The bodies of answers by method and path; 202 and an empty object where there is none.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    public Uri Address => _server!.Address;

    public static async Task<StubGateway> StartAsync()
    {
        var stub = new StubGateway();
        stub._server = await SystemServer.StartAsync(stub, new FaultSwitch(), new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0), TimeProvider.System, null, CancellationToken.None);
        return stub;
    }

    public bool Admits(HttpRequest request) => true;

    public void Map(IEndpointRouteBuilder routes) => routes.Map("/{**path}", AnswerAsync);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(new StubRequest(
            request.Method, request.Path, request.QueryString.Value ?? "", request.ContentType, request.Headers.Authorization.ToString(), request.Headers["X-Request-Id"].ToString(), request.Headers.IfMatch.ToString(), body));
        return Answers.TryGetValue($"{request.Method} {request.Path}", out var answer) ? Results.Text(answer, "application/fhir+json") : Results.Text("{}", "application/json", statusCode: 202);
    }
}
