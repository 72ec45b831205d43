using Gateway.Sources.Http;

namespace Gateway.Sources.Interfaces;

/// <summary>Sends what is passed on over a source's connection, with the gateway's credentials and within the source's limits.</summary>
internal sealed class PassageHandler(SourceConnection connection) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (reply, response) = await connection.PassAsync("proxy-pass", request, cancellationToken).ConfigureAwait(false);
        return response ?? throw new FhirPassageException(new FhirReply { State = reply.State, Status = reply.Status, RetryAfter = reply.RetryAfter, IsRefused = reply.IsRefused, IsMissing = reply.Status is 404 or 410 });
    }
}
