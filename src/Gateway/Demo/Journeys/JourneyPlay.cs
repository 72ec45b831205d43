using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Fhir;
using Gateway.Fhir.Elements;

namespace Gateway.Demo.Journeys;

/// <summary>A journey while it is played: calls the systems as their users would, and notes how each step went.</summary>
internal sealed class JourneyPlay(DemoGateway demo, Action<JourneyStep> told, Action<Element>? seen, CancellationToken cancellation) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _http = new() { Timeout = s_patience };
    private readonly List<JourneyStep> _steps = [];

    public DemoGateway Demo => demo;

    public IReadOnlyList<JourneyStep> Steps => _steps;

    /// <summary>Notes a step that went as told, or ends the journey.</summary>
    public void Check(string title, bool isSo, Func<string> otherwise)
    {
        var step = new JourneyStep(title, isSo ? null : otherwise());
        _steps.Add(step);
        told(step);
        if (!isSo)
            throw new JourneyFailedException();
    }

    /// <summary>Looks again and again until it is so, and notes the step.</summary>
    public async Task<T> UntilAsync<T>(string title, Func<Task<T>> look, Func<T, bool> isSo, Func<T, string> otherwise)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            var seen = await look();
            if (isSo(seen) || patience.IsCancellationRequested)
            {
                Check(title, isSo(seen), () => otherwise(seen));
                return seen;
            }

            await Task.Delay(s_glance, cancellation);
        }
    }

    /// <summary>A FHIR request with a client's token; the content is none where the answer has none.</summary>
    public async Task<(int Status, Element Content)> FhirAsync(string client, HttpMethod method, string path, string? body = null, string? prefer = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(demo.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", demo.Token(client));
        request.Headers.Accept.ParseAdd("application/fhir+json");
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/fhir+json");
        using var response = await _http.SendAsync(request, cancellation);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (bytes.Length == 0)
            return ((int)response.StatusCode, default);
        var content = FhirContent.Read(bytes).Root;
        seen?.Invoke(content);
        return ((int)response.StatusCode, content);
    }

    /// <summary>A native request with a client's token.</summary>
    public async Task<(int Status, string Body)> NativeAsync(string client, HttpMethod method, string path, string? contentType = null, string? body = null, string? requestId = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(demo.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", demo.Token(client));
        if (requestId is not null)
            request.Headers.Add("X-Request-Id", requestId);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, contentType!);
        using var response = await _http.SendAsync(request, cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }

    /// <summary>What somebody at an outside system does or sees.</summary>
    public async Task<JsonNode?> ControlAsync(HttpMethod method, Uri system, string path, JsonNode? body = null)
    {
        var (status, text) = await SendAsync(method, system, path, body);
        if (status >= 400)
            Check($"The outside system does {path.Split('?')[0]}", false, () => $"It said {status}.");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>The same where it may be too early; true when it was done.</summary>
    public async Task<bool> TryControlAsync(HttpMethod method, Uri system, string path, JsonNode? body = null) => (await SendAsync(method, system, path, body)).Status < 400;

    private async Task<(int Status, string Text)> SendAsync(HttpMethod method, Uri system, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(system, path));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }

    public void Dispose() => _http.Dispose();
}
