using System.Text.Json;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Security.Purposes;
using Microsoft.AspNetCore.Http;

namespace Gateway.Security;

/// <summary>How callers are turned away: an OperationOutcome where FHIR is spoken, a problem (RFC 9457) elsewhere. Nothing says why a token was not believed.</summary>
internal static class Refusals
{
    private static readonly string[] s_native = ["/custody", "/courts", "/health", "/metrics", "/oauth", "/openapi"];
    private static readonly byte[] s_login = Outcome("login", "A valid bearer token is needed.");
    private static readonly byte[] s_forbidden = Outcome("forbidden", "The token does not allow this.");
    private static readonly byte[] s_loginProblem = Problem(StatusCodes.Status401Unauthorized, "A valid bearer token is needed.");
    private static readonly byte[] s_forbiddenProblem = Problem(StatusCodes.Status403Forbidden, "The token does not allow this.");

    /// <summary>401; a token that was given and not believed is called invalid (RFC 6750, section 3.1).</summary>
    public static Task RefuseAsync(HttpContext context, bool hadToken)
    {
        context.Response.Headers.WWWAuthenticate = hadToken ? "Bearer realm=\"gateway\", error=\"invalid_token\"" : "Bearer realm=\"gateway\"";
        return WriteAsync(context, StatusCodes.Status401Unauthorized, s_login, s_loginProblem);
    }

    /// <summary>403, for a caller who is known and may not do this.</summary>
    public static Task ForbidAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"gateway\", error=\"insufficient_scope\"";
        return WriteAsync(context, StatusCodes.Status403Forbidden, s_forbidden, s_forbiddenProblem);
    }

    /// <summary>400 or 403, for a caller whose request has no purpose that it may have.</summary>
    public static Task RefuseAsync(HttpContext context, RequestPurpose purpose) => WriteAsync(context, purpose.Refusal,
        Outcome(purpose.Refusal == StatusCodes.Status403Forbidden ? "forbidden" : "required", purpose.Text), Problem(purpose.Refusal, purpose.Text));

    private static Task WriteAsync(HttpContext context, int status, byte[] outcome, byte[] problem)
    {
        var isNative = s_native.Any(p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase));
        var body = isNative ? problem : outcome;
        context.Response.StatusCode = status;
        context.Response.ContentType = isNative ? "application/problem+json" : "application/fhir+json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static byte[] Outcome(string code, string text)
    {
        var outcome = ElementDraft.New(DefinitionSet.R4.FindType("OperationOutcome")!);
        outcome.Add("issue").AddText("severity", "error").AddText("code", code).AddText("diagnostics", text);
        return FhirJson.ToUtf8(outcome.Build());
    }

    private static byte[] Problem(int status, string title) => JsonSerializer.SerializeToUtf8Bytes(new { title, status });
}
