using System.Net;
using System.Text;

namespace Gateway.Sources.Tests.Data;

/// <summary>Answers requests as the test says, without a network.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Lock _gate = new();

    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = (_, _) => Task.FromResult(Json("{}"));

    public List<HttpRequestMessage> Requests { get; } = [];

    public int Count
    {
        get
        {
            lock (_gate)
                return Requests.Count;
        }
    }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Status(HttpStatusCode status) => new(status);

    /// <summary>Never answers.</summary>
    public static async Task<HttpResponseMessage> Hang(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        return Status(HttpStatusCode.OK);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_gate)
            Requests.Add(request);
        return Answer(request, cancellationToken);
    }
}
