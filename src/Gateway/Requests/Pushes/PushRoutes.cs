using Gateway.Endpoints;
using Gateway.Security;

namespace Gateway.Requests.Pushes;

/// <summary>Records are pushed to their path, and looked up below it.</summary>
internal static class PushRoutes
{
    public static void MapPushes(this IEndpointRouteBuilder routes)
    {
        foreach (var taker in routes.ServiceProvider.GetServices<IPushTaker>())
        {
            var group = routes.MapGroup(taker.Kind.Path).RequireScope(taker.Kind.Scope);
            group.MapPost("", (HttpContext http, PushIntake intake) => intake.ReceiveAsync(taker, http));
            group.MapMethods("/{reference}", ReadMethods.All, (string reference, HttpContext http, PushLookup lookup) => lookup.GetAsync(taker.Kind, reference, http));
        }
    }
}
