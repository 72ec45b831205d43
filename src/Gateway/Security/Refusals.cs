using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Requests.Native;
using Gateway.Security.Purposes;
using Microsoft.AspNetCore.Http;

namespace Gateway.Security;

/// <summary>How callers are turned away: an OperationOutcome where FHIR is spoken, a problem (RFC 9457) elsewhere. Nothing says why a token was not believed.</summary>
internal static class Refusals
{
    /// <summary>The system of the codes of BaRS, as the standard writes it.</summary>
    public const string BarsCodes = "https://fhir.nhs.uk/Codesystem/http-error-codes";

    /// <summary>What a 403 says of a token whose scopes do not do (RFC 6750, 3.1).</summary>
    public const string InsufficientScope = "Bearer realm=\"gateway\", error=\"insufficient_scope\"";

    private static readonly string[] s_native = ["/custody", "/courts", "/health", "/metrics", "/oauth", "/openapi"];

    // Senders of messages look for the codes of BaRS, whatever it is that turns them away.
    private static readonly PathString s_messages = "/fhir/$process-message";
    private static readonly byte[] s_loginMessage = Outcome("login", "A valid bearer token is needed.", "REC_UNAUTHORIZED");
    private static readonly byte[] s_forbiddenMessage = Outcome("forbidden", "The token does not allow this.", "REC_FORBIDDEN");
    private static readonly byte[] s_login = Outcome("login", "A valid bearer token is needed.");
    private static readonly byte[] s_forbidden = Outcome("forbidden", "The token does not allow this.");
    private static readonly NativeProblem s_loginProblem = new(StatusCodes.Status401Unauthorized, "A valid bearer token is needed.");
    private static readonly NativeProblem s_forbiddenProblem = new(StatusCodes.Status403Forbidden, "The token does not allow this.");

    /// <summary>401; a token that was given and not believed is called invalid (RFC 6750, section 3.1).</summary>
    public static Task RefuseAsync(HttpContext context, bool hadToken)
    {
        context.Response.Headers.WWWAuthenticate = hadToken ? "Bearer realm=\"gateway\", error=\"invalid_token\"" : "Bearer realm=\"gateway\"";
        return WriteAsync(context, StatusCodes.Status401Unauthorized, context.Request.Path.StartsWithSegments(s_messages) ? s_loginMessage : s_login, s_loginProblem);
    }

    /// <summary>403, for a caller who is known and may not do this.</summary>
    public static Task ForbidAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = InsufficientScope;
        return WriteAsync(context, StatusCodes.Status403Forbidden, context.Request.Path.StartsWithSegments(s_messages) ? s_forbiddenMessage : s_forbidden, s_forbiddenProblem);
    }

    /// <summary>400 or 403, for a caller whose request has no purpose that it may have.</summary>
    public static Task RefuseAsync(HttpContext context, RequestPurpose purpose) => WriteAsync(context, purpose.Refusal,
        Outcome(purpose.Refusal == StatusCodes.Status403Forbidden ? "forbidden" : "required", purpose.Text), new NativeProblem(purpose.Refusal, purpose.Text));

    private static Task WriteAsync(HttpContext context, int status, byte[] outcome, NativeProblem problem)
    {
        if (s_native.Any(p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)))
            return problem.ExecuteAsync(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/fhir+json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = outcome.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(outcome, context.RequestAborted).AsTask();
    }

    private static byte[] Outcome(string code, string text, string? bars = null)
    {
        var outcome = ElementDraft.New(DefinitionSet.R4.FindType("OperationOutcome")!);
        var issue = outcome.Add("issue").AddText("severity", "error").AddText("code", code);
        if (bars is not null)
            issue.Add("details").Add("coding").AddText("system", BarsCodes).AddText("code", bars);
        issue.AddText("diagnostics", text);
        return FhirJson.ToUtf8(outcome.Build());
    }
}
