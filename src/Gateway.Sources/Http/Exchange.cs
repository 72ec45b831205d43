using System.Net;
using System.Security.Authentication;

namespace Gateway.Sources.Http;

/// <summary>Sends one request and reads its answer, within a limit of bytes. Throws only when it is cancelled.</summary>
internal sealed class Exchange(HttpMessageInvoker client, TimeProvider time)
{
    private const int MostOfRefusal = 64 * 1024;

    /// <param name="request">Sent once.</param>
    /// <param name="accepts">The media types that a good answer may have.</param>
    /// <param name="mayBeEmpty">Whether a good answer may have no content.</param>
    /// <param name="maxBytes">The most bytes of the answer, unpacked.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async ValueTask<SourceReply> SendAsync(HttpRequestMessage request, IReadOnlyList<string> accepts, bool mayBeEmpty, int maxBytes, CancellationToken cancellation)
    {
        try
        {
            using var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
            return await ReadAsync(response, accepts, mayBeEmpty, maxBytes, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The handler's own limit of connecting.
            return SourceReply.Of(SourceState.TimedOut);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or AuthenticationException or NotSupportedException or InvalidOperationException)
        {
            // What the other side did is the state; the text of the exception may name addresses.
            return SourceReply.Of(SourceState.Failed);
        }
    }

    private async ValueTask<SourceReply> ReadAsync(HttpResponseMessage response, IReadOnlyList<string> accepts, bool mayBeEmpty, int maxBytes, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var type = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";
        var reply = new SourceReply
        {
            State = SourceState.Failed,
            Status = status,
            ContentType = type,
            Version = response.Headers.ETag?.ToString(),
            Date = response.Headers.Date,
            RetryAfter = RetryAfter(response),
        };
        if (status is 429 || (status == 503 && reply.RetryAfter is not null))
            return reply with { State = SourceState.Throttled };
        if (!response.IsSuccessStatusCode)
            return status is (int)HttpStatusCode.Unauthorized or >= 500 or < 400 ? reply
                : reply with { Body = await BodyAsync(response.Content, MostOfRefusal, cancellation).ConfigureAwait(false) ?? [] };
        if (await BodyAsync(response.Content, maxBytes, cancellation).ConfigureAwait(false) is not { } body)
            return reply;
        var isFit = body.Length == 0 ? mayBeEmpty : mayBeEmpty || accepts.Contains(type);
        return isFit ? reply with { State = SourceState.Answered, Body = body } : reply;
    }

    // Null when there is more than the limit.
    private static async ValueTask<byte[]?> BodyAsync(HttpContent content, int maxBytes, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > maxBytes)
            return null;
        using var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var body = new byte[(int)Math.Min(content.Headers.ContentLength ?? 16 * 1024, maxBytes)];
        var length = 0;
        while (true)
        {
            if (length == body.Length)
            {
                // Whether that was all is known only by asking for one more.
                var next = new byte[1];
                if (await stream.ReadAsync(next, cancellation).ConfigureAwait(false) == 0)
                    return body;
                if (length == maxBytes)
                    return null;
                Array.Resize(ref body, (int)Math.Min(maxBytes, Math.Max(16 * 1024, length * 2L)));
                body[length++] = next[0];
            }

            var count = await stream.ReadAsync(body.AsMemory(length), cancellation).ConfigureAwait(false);
            if (count == 0)
            {
                Array.Resize(ref body, length);
                return body;
            }

            length += count;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var said = response.Headers.RetryAfter;
        var wait = said?.Delta ?? (said?.Date - time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
