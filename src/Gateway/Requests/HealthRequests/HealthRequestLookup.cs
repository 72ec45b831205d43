using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Fhir.Elements;
using Gateway.Requests.Native;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Inbox;

namespace Gateway.Requests.HealthRequests;

/// <summary><c>GET /custody/health-requests/{reference}</c>: how far a request has come, for the force that raised it. Another force's, one that may not be seen and one that never was are one answer.</summary>
internal sealed class HealthRequestLookup(FederatedRead federation, Viewings viewings, GatewayLedger ledger)
{
    private const int LongestReference = 64;

    public async Task<IResult> GetAsync(string reference, HttpContext http)
    {
        if (NativeContent.TypeFor(http.Request) is not { } type)
            return NativeProblem.NotAcceptable;
        var (viewing, problem) = await viewings.OpenAsync(http, "read", $"Task/{(reference.Length <= LongestReference ? reference : "-")}");
        if (viewing is null)
            return new NativeProblem(problem!.Status, problem.Text);
        var read = await federation.ReadAsync("Task", reference, viewing, http.RequestAborted);
        if (read is not { Found: { Source.OwnsIds: true } found, Seen: { } seen } || !IsOf(found.Resource, viewing.Caller)
            || await ledger.FindAsync("Task", found.Id, 1, http.RequestAborted) is not { } first)
        {
            await viewing.RefuseAsync(http.RequestAborted);
            return new NativeProblem(StatusCodes.Status404NotFound, "No health request has that reference.");
        }

        await viewing.ReleaseAsync(seen, http.RequestAborted);
        return new NativeAnswer(new InboxAnswer(StatusCodes.Status200OK, type, HealthRequestStatus.Of(found.Resource, first.Updated).ToUtf8(type)));
    }

    // Whose number it is, is whose request it is.
    private static bool IsOf(Element task, Caller caller) => caller.Organization is { } force
        && task["identifier"].Where(i => i.ChildText("system") == Systems.HealthRequest).SelectMany(i => i["assigner"]).SelectMany(a => a["identifier"]).Any(i => i.ChildText("value") == force);
}
