using Gateway.Storage.Inbox;

namespace Gateway.Requests.Native;

/// <summary>An answer as the inbox keeps it: what is sent again gets the same.</summary>
internal sealed class NativeAnswer(InboxAnswer answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers.CacheControl = "no-store";
        if (answer.IsRepeated)
            response.Headers["Idempotent-Replayed"] = "true";
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body);
    }
}
