using System.Net;
using Gateway.Disclosures;
using Gateway.Sources.Interfaces;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

/// <summary>Lets of a request and of its answer nothing through but what is named here: no header of the caller's beside the part that is asked for, none of the source's beside what tells of the content.</summary>
internal sealed class PassTransformer(Uri address, PassedContent asked, long most, Func<HttpResponseMessage, CancellationToken, Task<PassDecision>> decide) : HttpTransformer
{
    // What is no longer than this is passed on at once and with its length, which spares a message at its end.
    private const int MostAtOnce = 32 * 1024;

    /// <summary>True when the content passes.</summary>
    public bool IsPassed { get; private set; }

    /// <summary>Why it may not pass; null when that was not decided.</summary>
    public PassDecision? Refusal { get; private set; }

    /// <summary>True when it is about nobody.</summary>
    public bool IsNobodys => !asked.IsForeign;

    public override ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        proxyRequest.RequestUri = address;
        proxyRequest.Headers.TryAddWithoutValidation("Accept", asked.Accept);
        if (asked.IsForeign && httpContext.Request.Headers.Range is [{ } range])
        {
            proxyRequest.Headers.TryAddWithoutValidation("Range", range);
            // A part of what is packed would be a part of something else.
            proxyRequest.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        }

        return default;
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null || proxyResponse.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent) || !asked.IsFit(proxyResponse.Content.Headers.ContentType?.MediaType ?? ""))
            return false;
        var decision = await decide(proxyResponse, cancellationToken);
        if (decision.Passage is null)
        {
            Refusal = decision;
            return false;
        }

        await PassAsync(decision.Passage, httpContext, proxyResponse, cancellationToken);
        return IsPassed = true;
    }

    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => default;

    private async Task PassAsync(Passage passage, HttpContext http, HttpResponseMessage answer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(passage);
        var (headers, content) = (http.Response.Headers, answer.Content);
        http.Response.StatusCode = (int)answer.StatusCode;
        headers.ContentType = content.Headers.ContentType!.ToString();
        headers.CacheControl = "no-store";
        if (answer.Headers.ETag is { } tag)
            headers.ETag = tag.ToString();
        if (content.Headers.LastModified is { } modified)
            headers.LastModified = modified.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        if (asked.IsForeign)
        {
            headers.ContentDisposition = "attachment";
            headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            headers.ContentLength = content.Headers.ContentLength;
            if (content.Headers.ContentRange is { } range)
                headers.ContentRange = range.ToString();
        }

        if (content.Headers.ContentLength is { } length && length <= Math.Min(MostAtOnce, most) && !HttpMethods.IsHead(http.Request.Method))
        {
            var whole = new byte[length];
            await using (var stream = await content.ReadAsStreamAsync(cancellation))
                await stream.ReadExactlyAsync(whole, cancellation);
            whole = asked.Rewriter?.Whole(whole) ?? whole;
            answer.Content = new ReadOnlyMemoryContent(whole);
            headers.ContentLength = whole.Length;
            return;
        }

        answer.Content = new StreamContent(new RewritingStream(await content.ReadAsStreamAsync(cancellation), asked.Rewriter, most));
    }
}
