using System.Globalization;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Simulators.Faults;

/// <summary>Lets what a system answers go wrong, as its switch says. What is under <c>/control</c> always works.</summary>
internal sealed class FaultMiddleware(FaultSwitch faults, TimeProvider time, CancellationToken stopping)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "";
        var fault = path.StartsWith("/control", StringComparison.Ordinal) ? null : faults.Take(path, mode => mode != FaultMode.StaleToken || ShowsCredentials(context.Request));
        switch (fault?.Mode)
        {
            case FaultMode.Delay:
                await Task.Delay(TimeSpan.FromMilliseconds(fault.Delay), time, context.RequestAborted);
                await next(context);
                break;
            case FaultMode.Error:
                await Refusal.Of(fault.Status, "The system has failed.").ExecuteAsync(context);
                break;
            case FaultMode.Hang:
                await Hang(context);
                break;
            case FaultMode.Cut:
            case FaultMode.Malformed:
                await Break(context, next, fault.Mode == FaultMode.Cut);
                break;
            case FaultMode.RateLimit:
                context.Response.Headers.RetryAfter = ((fault.Delay + 999) / 1000).ToString(CultureInfo.InvariantCulture);
                await Refusal.Of(StatusCodes.Status429TooManyRequests, "Too many requests.").ExecuteAsync(context);
                break;
            case FaultMode.StaleToken:
                await Refusal.Unauthorized(context).ExecuteAsync(context);
                break;
            default:
                await next(context);
                break;
        }
    }

    /// <summary>What is refused is a credential that was good; new tokens are given out.</summary>
    private static bool ShowsCredentials(HttpRequest request) =>
        !TokenDesk.IsAt(request.Path) && (request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey("X-Api-Key"));

    private async Task Hang(HttpContext context)
    {
        var ended = new TaskCompletionSource();
        using var gone = context.RequestAborted.Register(() => ended.TrySetResult());
        using var stopped = stopping.Register(() => ended.TrySetResult());
        await ended.Task;
        context.Abort();
    }

    private static async Task Break(HttpContext context, RequestDelegate next, bool isCut)
    {
        var whole = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        await next(context);
        context.Response.Body = whole;
        var bytes = isCut ? body.ToArray() : BrokenBody.Malform(body.ToArray(), context.Response.ContentType);
        context.Response.ContentLength = bytes.Length;
        await whole.WriteAsync(bytes.AsMemory(0, isCut ? bytes.Length / 2 : bytes.Length), context.RequestAborted);
        // A body shorter than its length makes the server close the connection behind what was written.
        await whole.FlushAsync(context.RequestAborted);
    }
}
