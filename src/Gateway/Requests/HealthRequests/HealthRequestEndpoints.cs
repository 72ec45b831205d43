using Gateway.Endpoints;
using Gateway.Requests.Native;
using Gateway.Security;

namespace Gateway.Requests.HealthRequests;

/// <summary>Custody raises health requests and looks up how far they have come.</summary>
internal static class HealthRequestEndpoints
{
    public static void MapHealthRequests(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/custody/health-requests").RequireScope(NativeScopes.HealthRequests);
        group.MapPost("", async (HttpContext http, HealthRequestIntake intake) =>
        {
            var (request, problem) = await NativeRequest.ReadAsync(http.Request, NativeContent.Both);
            return request is null ? problem! : await NativeWork.DoAsync(() => intake.ReceiveAsync(http.Caller(), request, http.RequestAborted));
        });
        group.MapMethods("/{reference}", ReadMethods.All, (string reference, HttpContext http, HealthRequestLookup lookup) => lookup.GetAsync(reference, http));
    }
}
