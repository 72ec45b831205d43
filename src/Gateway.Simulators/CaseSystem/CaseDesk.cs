using System.Text.Json.Nodes;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.CaseSystem;

/// <summary>What the service's staff do: they accept, reject, attend and complete health requests, and refer people. For tests and the demo.</summary>
internal sealed class CaseDesk(CaseStore store, Population population, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/control/health-requests/{id}/{step}", async (string id, string step, HttpRequest request, CancellationToken cancellation) =>
            await ReadAsync(request, cancellation) is { } said ? Move(id, step, said) : Refusal.Of(400, "What staff say is no JSON object."));
        routes.MapPost("/control/referrals", async (HttpRequest request, CancellationToken cancellation) =>
            await Json.ReadAsync(request, cancellation) is { } said ? Refer(said) : Refusal.Of(400, "What staff say is no JSON object."));
    }

    /// <summary>What a new record has that nobody sent: a health request is received.</summary>
    public JsonObject Complete(CaseKind kind, JsonObject content)
    {
        if (kind == CaseKind.HealthRequests && content["status"] is null)
            (content["status"], content["statusAt"]) = ("received", BritishTime.Text(time.GetUtcNow()));
        return content;
    }

    /// <summary>Moves on every health request that waits for a step, one step.</summary>
    public void MoveAll()
    {
        foreach (var (status, step) in new[] { ("in-progress", "complete"), ("accepted", "attend"), ("received", "accept") })
        {
            foreach (var record in store.Search(new CaseQuery { Kind = CaseKind.HealthRequests, Fields = [("status", [status])], Limit = 200, ModifiedSince = population.Today }))
                Move(record.Id, step, []);
        }
    }

    private BodyResult Move(string id, string step, JsonObject said)
    {
        if (HealthRequestStep.Find(step) is not { } known)
            return Refusal.NotFound;
        var found = store.Find(CaseKind.HealthRequests, id) ?? (store.Search(new CaseQuery { Kind = CaseKind.HealthRequests, Fields = [("reference", [id])] }) is [.., var last] ? last : null);
        if (found is null)
            return Refusal.NotFound;
        var (record, _) = store.Update(CaseKind.HealthRequests, found.Id, null, old => known.Apply(old.Content(), said, time.GetUtcNow()));
        return new BodyResult(200, Json.ContentType, record!.Json, record.ETag);
    }

    private BodyResult Refer(JsonObject said)
    {
        if (said["personId"]?.ToString() is not { } person || store.Find(CaseKind.Persons, person) is null)
            return Refusal.Of(404, "There is no such person.");
        var referral = new NewReferral(store, population.Area, time.GetUtcNow()).Make(person, said["service"]?.ToString(), said["answers"]?.DeepClone());
        return new BodyResult(201, Json.ContentType, referral.Json, referral.ETag, $"/api/referrals/{referral.Id}");
    }

    private static async Task<JsonObject?> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding") ? [] : await Json.ReadAsync(request, cancellation);
}
