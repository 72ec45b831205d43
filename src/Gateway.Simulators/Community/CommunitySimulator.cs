using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Community;

/// <summary>The community provider's interface: drops CSV extracts, takes notifications, and reads the gateway when it is told to.</summary>
internal sealed class CommunitySimulator : IOutsideSystem
{
    private readonly ExtractShelf _shelf = new();
    private readonly Inbox _inbox;
    private readonly ApiKey _key;
    private readonly CommunityReader _reader;
    private readonly TimeProvider _time;

    public CommunitySimulator(Population population, ApiKey key, CommunityReader reader, TimeProvider time)
    {
        (_key, _reader, _time, _inbox) = (key, reader, time, new Inbox(time));
        ExtractSeed.Fill(_shelf, population);
    }

    public bool Admits(HttpRequest request) => _key.Admits(request);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", () => Json.Result(new { status = "up" }));
        routes.MapGet("/extracts", (HttpRequest request) =>
            Json.Result(new { extracts = _shelf.After(request.Query["after"].ToString()).Select(e => new { e.Name, e.Kind, created = BritishTime.Instant(e.Created) }) }));
        routes.MapGet("/extracts/{name}", (string name) =>
            _shelf.Find(name) is { } found ? new BodyResult(200, "text/csv; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(found.Content)) : Refusal.NotFound);
        routes.MapPost("/notifications", NotifyAsync);
        routes.MapPost("/control/extracts", DropAsync);
        routes.MapGet("/control/received", () => Json.Result(_inbox.All));
        routes.MapPost("/control/referrals/take-up", TakeUpAsync);
    }

    private async Task<IResult> NotifyAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancellation);
        if (!IsJson(body))
            return Refusal.Of(400, "The notification is no JSON.");
        _inbox.Take("notification", request.Headers["X-Request-Id"], request.ContentType ?? "", body);
        return new BodyResult(202, Json.ContentType, Json.Bytes(new { status = "taken" }));
    }

    private async Task<IResult> DropAsync(HttpRequest request, CancellationToken cancellation)
    {
        var order = await Json.ReadAsync(request, cancellation);
        if (ExtractKind.All.FirstOrDefault(k => k.Name == order?["kind"]?.ToString()) is not { } kind || order?["rows"] is not JsonArray rows)
            return Refusal.Of(422, "An extract has a kind and rows.");
        var lines = rows.OfType<JsonObject>().Select(r => r.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!.ToString(), StringComparer.OrdinalIgnoreCase));
        var extract = _shelf.Drop(kind, _time.GetUtcNow(), kind.Write(lines));
        return Json.Result(new { extract.Name, extract.Kind, created = BritishTime.Instant(extract.Created) }, 201);
    }

    private async Task<IResult> TakeUpAsync(HttpRequest request, CancellationToken cancellation)
    {
        var order = await Json.ReadAsync(request, cancellation);
        return order?["decision"]?.ToString() is "accept" or "reject"
            ? Json.Result(await _reader.TakeUpAsync(order["decision"]!.ToString() == "accept", order["reasonCode"]?.ToString(), cancellation))
            : Refusal.Of(422, "The decision is accept or reject.");
    }

    private static bool IsJson(string body)
    {
        try
        {
            return JsonNode.Parse(body) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
