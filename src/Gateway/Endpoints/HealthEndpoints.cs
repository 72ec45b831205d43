using Gateway.Disclosures.Audit.Queue;
using Gateway.Federation.Asking;
using Gateway.Federation.Completeness;
using Gateway.Hosting.Surface;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage;

namespace Gateway.Endpoints;

/// <summary>Whether the gateway lives, can serve, and reaches its sources.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health/live", ReadMethods.All, () => Results.Json(new { status = "up" }));
        routes.MapMethods("/health/ready", ReadMethods.All, async (HttpContext http, GatewayLedger ledger, Draining draining, AuditQueue queue) =>
        {
            if (draining.IsDraining)
                return Results.Json(new { status = "draining" }, statusCode: StatusCodes.Status503ServiceUnavailable);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            patience.CancelAfter(s_patience);
            try
            {
                await ledger.FindAsync("Task", "-", patience.Token);
                return queue.Count == 0 ? Results.Json(new { status = "up" }) : Results.Json(new { status = "up", audit = "queued" });
            }
            catch (Exception e) when (e is System.Data.Common.DbException or OperationCanceledException)
            {
                return Results.Json(new { status = "down", ledger = "unreachable" }, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
        routes.MapMethods("/health/sources", ReadMethods.All, async (HttpContext http, IReadOnlyList<IResourceSource> sources, TimeProvider time) =>
        {
            using var deadline = new Deadline(s_patience, time);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, http.RequestAborted);
            var checks = await Task.WhenAll(sources.Select(s => CheckAsync(s, ended.Token)));
            return Results.Json(checks.Select((c, i) => new { name = sources[i].Profile.Name, title = sources[i].Profile.Title, state = CompletenessOutcome.Code(c.State), took = c.Took.TotalMilliseconds, lastAnswered = c.LastAnswered }));
        }).RequireScope(NativeScopes.Metrics);
    }

    private static async Task<SourceHealth> CheckAsync(IResourceSource source, CancellationToken ended)
    {
        try
        {
            return await source.CheckAsync(ended).WaitAsync(ended);
        }
        catch (OperationCanceledException)
        {
            return new SourceHealth { State = SourceState.TimedOut };
        }
    }
}
