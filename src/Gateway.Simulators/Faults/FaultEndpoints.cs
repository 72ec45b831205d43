using System.Text.Json;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Faults;

/// <summary><c>/control/faults</c>: sees, sets and clears the fault of one system.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder routes, FaultSwitch faults)
    {
        routes.MapGet("/control/faults", () => Answer(faults));
        routes.MapPut("/control/faults", async (HttpRequest request, CancellationToken cancellation) =>
        {
            try
            {
                var fault = await JsonSerializer.DeserializeAsync<Fault>(request.Body, Json.Options, cancellation);
                if (fault is null or { Delay: < 0 or > 3_600_000 } or { Status: < 400 or > 599 } or { Times: < 1 })
                    return Refusal.Of(422, "A delay is 0 to 3600000 ms, a status 400 to 599, times at least 1.");
                faults.Set(fault);
                return Answer(faults);
            }
            catch (JsonException)
            {
                return Refusal.Of(400, "The fault cannot be read.");
            }
        });
        routes.MapDelete("/control/faults", () =>
        {
            faults.Clear();
            return Answer(faults);
        });
    }

    private static BodyResult Answer(FaultSwitch faults)
    {
        var fault = faults.Current;
        return Json.Result(new { fault.Mode, fault.Delay, fault.Status, fault.Path, fault.Times, faults.Struck });
    }
}
