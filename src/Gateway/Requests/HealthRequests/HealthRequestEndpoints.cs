using Gateway.Fhir.Json;
using Gateway.Requests.Native;
using Gateway.Security;
using Gateway.Storage;
using Gateway.Storage.Inbox;

namespace Gateway.Requests.HealthRequests;

/// <summary>Custody raises health requests and looks up how far they have come.</summary>
internal static class HealthRequestEndpoints
{
    public static void MapHealthRequests(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/custody/health-requests").RequireScope(NativeScopes.HealthRequests);
        group.MapPost("", async (HttpContext http, HealthRequestIntake intake) =>
        {
            var (request, problem) = await NativeRequest.ReadAsync(http.Request, NativeContent.Json, NativeContent.Xml, "text/xml");
            return request is null ? problem! : await NativeWork.DoAsync(() => intake.ReceiveAsync(http.Caller().ClientId, request, NativeContent.TypeFor(http.Request), http.RequestAborted));
        });
        group.MapGet("/{reference}", async (string reference, HttpContext http, GatewayLedger ledger) =>
        {
            if (await ledger.FindAsync("Task", reference, http.RequestAborted) is not { IsDeleted: false } found)
                return new NativeProblem(StatusCodes.Status404NotFound, "No health request has that reference.");
            var first = await ledger.FindAsync("Task", reference, 1, http.RequestAborted);
            var type = NativeContent.TypeFor(http.Request);
            return (IResult)new NativeAnswer(new InboxAnswer(StatusCodes.Status200OK, type, HealthRequestStatus.Of(FhirJson.Read(found.Content.ToArray()).Root, (first ?? found).Updated).ToUtf8(type)));
        });
    }
}
