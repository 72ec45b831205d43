using Microsoft.AspNetCore.Http;

namespace Gateway.Simulators.Serving;

/// <summary>Refusals, as problem+json.</summary>
internal static class Refusal
{
    public static BodyResult Of(int status, string title) => new BodyResult(status, "application/problem+json", Json.Bytes(new { title, status }));

    public static BodyResult NotFound { get; } = Of(404, "There is no such record.");

    public static BodyResult Unauthorized(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return Of(401, "The credentials are not accepted.");
    }
}
