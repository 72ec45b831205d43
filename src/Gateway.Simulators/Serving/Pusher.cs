using System.Net.Http.Headers;
using Gateway.Simulators.Faults;

namespace Gateway.Simulators.Serving;

/// <summary>Pushes bodies to the gateway with a bearer token and a request id, as well or badly as the fault switch says.</summary>
internal sealed class Pusher(GatewayConnection gateway, FaultSwitch faults, HttpClient http, Func<Guid> newId, TimeProvider time)
{
    /// <summary>A body that is sound and no record of the kind that is awaited.</summary>
    private const string Stray = "<Stray xmlns=\"https://health-justice.example/stray\"><note>No record</note></Stray>";

    /// <summary>Pushes to a path of the gateway; a request id is made up unless one is given, as when a push is repeated.</summary>
    public async Task<PushResult> PushAsync(string path, string contentType, byte[] body, string? requestId, CancellationToken cancellation)
    {
        var id = requestId ?? newId().ToString("D");
        if (gateway.Address is not { } address)
            return new PushResult(id, null, null, null, "not-connected");
        var fault = faults.Take("/" + path, mode => mode is FaultMode.Malformed or FaultMode.Cut or FaultMode.Delay or FaultMode.Error);
        if (fault?.Mode == FaultMode.Delay)
            await Task.Delay(TimeSpan.FromMilliseconds(fault.Delay), time, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path));
        request.Headers.Add("X-Request-Id", id);
        if (gateway.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = fault?.Mode == FaultMode.Cut ? new CutContent(body) : new ByteArrayContent(Content(fault, contentType, body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return new PushResult(id, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(cancellation), null);
        }
        catch (HttpRequestException)
        {
            return new PushResult(id, null, null, null, fault?.Mode == FaultMode.Cut ? "cut" : "no-answer");
        }
    }

    private static byte[] Content(Fault? fault, string contentType, byte[] body) => fault?.Mode switch
    {
        FaultMode.Malformed => BrokenBody.Malform(body, contentType),
        FaultMode.Error => contentType.Contains("json", StringComparison.Ordinal) ? Json.Bytes(new { note = "No record" }) : System.Text.Encoding.UTF8.GetBytes(Stray),
        _ => body,
    };
}
