using System.Diagnostics;
using Gateway.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Gateway.Telemetry;

/// <summary>
/// Says of each request, in the log and on its span: method, route, status, time, client. The route is its template, as paths bear ids and
/// queries bear people.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, TimeProvider clock, ILogger<RequestLog> log)
{
    private static readonly string[] s_methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public async Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        var isDone = false;
        try
        {
            await next(context);
            isDone = true;
        }
        finally
        {
            Say(context, isDone ? context.Response.StatusCode : StatusCodes.Status500InternalServerError, clock.GetElapsedTime(started));
        }
    }

    private void Say(HttpContext context, int status, TimeSpan took)
    {
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (span is not { IsAllDataRequested: true } && !log.IsEnabled(LogLevel.Information))
            return;
        var method = s_methods.FirstOrDefault(m => string.Equals(m, context.Request.Method, StringComparison.OrdinalIgnoreCase)) ?? "other";
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";
        Log.Request(log, method, route, status, took.TotalMilliseconds, context.FindCaller()?.ClientId ?? "nobody");
        if (span is not { IsAllDataRequested: true })
            return;
        span.DisplayName = $"{method} {route}";
        span.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
