using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gateway.Security.Issuing;

/// <summary>An answer of the token endpoints: JSON that nobody keeps.</summary>
internal sealed record OAuthAnswer(object Body) : IResult
{
    private const string Json = "application/json;charset=UTF-8";

    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext.Response, StatusCodes.Status200OK, Body);

    public static Task WriteAsync(HttpResponse response, int status, object body)
    {
        response.StatusCode = status;
        response.ContentType = Json;
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        return response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body), response.HttpContext.RequestAborted).AsTask();
    }
}
