using Gateway.Disclosures.Audit;
using Microsoft.AspNetCore.Http;

namespace Gateway.Security.Issuing;

/// <summary>Why a client is given nothing (RFC 6749, section 5.2). Of a client that is not believed it is not said why.</summary>
internal sealed record OAuthProblem(int Status, string Error, string Description) : IResult
{
    public static OAuthProblem InvalidClient { get; } = new(StatusCodes.Status401Unauthorized, "invalid_client", "The client is not authenticated by a signed assertion.");

    public static OAuthProblem InvalidRequest(string description) => new(StatusCodes.Status400BadRequest, "invalid_request", description);

    public static OAuthProblem InvalidScope(string description) => new(StatusCodes.Status400BadRequest, "invalid_scope", description);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Status == StatusCodes.Status401Unauthorized)
            httpContext.RequestServices.GetRequiredService<RefusalTrail>().Count(httpContext, "client");
        return OAuthAnswer.WriteAsync(httpContext.Response, Status, new { error = Error, error_description = Description });
    }
}
