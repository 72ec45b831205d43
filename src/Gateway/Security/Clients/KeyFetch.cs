using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Gateway.Security.Issuing;
using Microsoft.Extensions.Options;

namespace Gateway.Security.Clients;

/// <summary>
/// Fetches the keys of a client from where it registered them, and from nowhere else: the host must be listed, every address that its name leads to is looked at when the
/// connection is made, redirects and proxies are not followed, time and size are bounded.
/// </summary>
internal sealed class KeyFetch : IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);
    private readonly IssuingOptions _options;
    private readonly HttpClient _client;

    public KeyFetch(IOptions<IssuingOptions> options)
    {
        _options = options.Value;

        // A connection is not used twice: where a name leads may change in between.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = s_timeout,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = ConnectAsync,
        };
        _client = new HttpClient(handler) { Timeout = s_timeout, MaxResponseContentBufferSize = ClientKeySet.Longest };
    }

    /// <summary>The keys, and how long they may be kept; null when they cannot be had.</summary>
    public async Task<(ClientKeySet Keys, TimeSpan Life)?> GetAsync(string url, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !IsAllowed(address))
            return null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var answer = await _client.SendAsync(request, cancellation);
            return answer.StatusCode == HttpStatusCode.OK
                ? (ClientKeySet.Read(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancellation))), Life(answer.Headers)) : null;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    // What says nothing of how long it holds is not kept (https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html: no longer than the client's Cache-Control).
    private static TimeSpan Life(HttpResponseHeaders headers)
    {
        if (headers.CacheControl is not { NoStore: false, NoCache: false, MaxAge: { } age })
            return TimeSpan.Zero;
        var left = age - (headers.Age ?? TimeSpan.Zero);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private bool IsAllowed(Uri address) => address.UserInfo.Length == 0 && _options.KeyHosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && _options.AllowLoopback && address.IsLoopback));

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        if (addresses.Length == 0 || !addresses.All(a => PublicAddresses.Has(a) || (_options.AllowLoopback && IPAddress.IsLoopback(a))))
            throw new HttpRequestException("The name leads to an address that is not asked.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
