using Microsoft.AspNetCore.Http;

namespace Gateway.Simulators.Serving;

/// <summary>An answer whose body is ready.</summary>
internal sealed class BodyResult(int status, string contentType, ReadOnlyMemory<byte> body, string? etag = null, string? location = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, contentType, body.Length);
        if (etag is not null)
            response.Headers.ETag = etag;
        if (location is not null)
            response.Headers.Location = location;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
