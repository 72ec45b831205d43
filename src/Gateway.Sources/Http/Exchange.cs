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
        catch (Exception e) when (FailureOf(e, cancellation) is { } failure)
        {
            return failure;
        }
    }

    /// <summary>Sends one request and keeps its answer open where it is good.</summary>
    public async ValueTask<SourceReply> OpenAsync(PassedResponse passed, CancellationToken cancellation)
    {
        try
        {
            passed.Keep(await client.SendAsync(passed.Request, cancellation).ConfigureAwait(false));
            return Told(passed.Response!);
        }
        catch (Exception e) when (FailureOf(e, cancellation) is { } failure)
        {
            return failure;
        }
    }

    // What the other side did is the state; the text of the exception may name addresses. That it was cancelled though nobody did so is the handler's own limit of connecting.
    private static SourceReply? FailureOf(Exception e, CancellationToken cancellation) => e switch
    {
        OperationCanceledException => cancellation.IsCancellationRequested ? null : SourceReply.Of(SourceState.TimedOut),
        HttpRequestException or IOException or InvalidDataException or AuthenticationException or NotSupportedException or InvalidOperationException => SourceReply.Of(SourceState.Failed),
        _ => null,
    };

    private async ValueTask<SourceReply> ReadAsync(HttpResponseMessage response, IReadOnlyList<string> accepts, bool mayBeEmpty, int maxBytes, CancellationToken cancellation)
    {
        var reply = Told(response);
        var (status, type) = (reply.Status, reply.ContentType);
        if (reply.State == SourceState.Throttled)
            return reply;
        if (!response.IsSuccessStatusCode)
            return status is (int)HttpStatusCode.Unauthorized or >= 500 or < 400 ? reply
                : reply with { Body = await BodyAsync(response.Content, MostOfRefusal, cancellation).ConfigureAwait(false) ?? [] };
        if (await BodyAsync(response.Content, maxBytes, cancellation).ConfigureAwait(false) is not { } body)
            return reply with { State = SourceState.Failed };
        var isFit = body.Length == 0 ? mayBeEmpty : mayBeEmpty || accepts.Contains(type);
        return isFit ? reply with { Body = body } : reply with { State = SourceState.Failed };
    }

    // What status and headers say.
    private SourceReply Told(HttpResponseMessage response)
    {
        var (status, retryAfter) = ((int)response.StatusCode, RetryAfter(response));
        return new SourceReply
        {
            State = status is 429 || (status == 503 && retryAfter is not null) ? SourceState.Throttled : response.IsSuccessStatusCode ? SourceState.Answered : SourceState.Failed,
            Status = status,
            ContentType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "",
            Version = response.Headers.ETag?.ToString(),
            Location = response.Headers.Location?.OriginalString,
            Date = response.Headers.Date,
            RetryAfter = retryAfter,
        };
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
