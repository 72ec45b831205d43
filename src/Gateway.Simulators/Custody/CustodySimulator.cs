using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Custody;

/// <summary>The custody system's interface: answers look-ups by custody number, takes what healthcare answers, and pushes records and health requests.</summary>
internal sealed class CustodySimulator(CustodyBook book, ApiKey key, Pusher pusher, TimeProvider time) : IOutsideSystem
{
    private static readonly string[] s_usualReasons = ["fitness-to-detain", "medication"];
    private readonly Inbox _inbox = new(time);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _raised = new();
    private int _requests;

    public bool Admits(HttpRequest request) => key.Admits(request);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", () => Json.Result(new { status = "up" }));
        routes.MapGet("/custody-records", Record);
        routes.MapPost("/health-request-acknowledgements", (HttpRequest request, CancellationToken cancellation) => TakeAsync("HealthRequestAcknowledgement", request, cancellation));
        routes.MapPost("/health-request-attendances", (HttpRequest request, CancellationToken cancellation) => TakeAsync("HealthRequestAttendance", request, cancellation));
        routes.MapPost("/health-request-outcomes", (HttpRequest request, CancellationToken cancellation) => TakeAsync("HealthRequestOutcome", request, cancellation));
        routes.MapPost("/control/push", async (HttpRequest request, CancellationToken cancellation) =>
            await Json.ReadAsync(request, cancellation) is { } order ? await PushRecordAsync(order, cancellation) : Refusal.Of(400, "The order is no JSON object."));
        routes.MapPost("/control/health-requests", async (HttpRequest request, CancellationToken cancellation) =>
            await Json.ReadAsync(request, cancellation) is { } order ? await PushRequestAsync(order, cancellation) : Refusal.Of(400, "The order is no JSON object."));
        routes.MapGet("/control/received", () => Json.Result(_inbox.All));
        routes.MapGet("/control/custody-numbers", () => Json.Result(book.Numbers));
    }

    private BodyResult Record(HttpRequest request)
    {
        var isXml = request.Headers.Accept.ToString().Contains("xml", StringComparison.OrdinalIgnoreCase);
        return book.Record(request.Query["custodyNumber"].ToString(), isXml) is { } body ? new BodyResult(200, isXml ? "application/xml; charset=utf-8" : Json.ContentType, body) : Refusal.NotFound;
    }

    private async Task<IResult> TakeAsync(string kind, HttpRequest request, CancellationToken cancellation)
    {
        using var reader = new StreamReader(request.Body);
        var (type, body) = (request.ContentType ?? "", await reader.ReadToEndAsync(cancellation));
        if (Reference(kind, type, body) is null)
            return Refusal.Of(400, $"There is no {kind} to be read.");
        _inbox.Take(kind, request.Headers["Idempotency-Key"], type, body);
        return new BodyResult(202, Json.ContentType, Json.Bytes(new { status = "taken" }));
    }

    /// <summary>The reference of the request that a message answers; null when it is no such message.</summary>
    private static string? Reference(string kind, string type, string body)
    {
        try
        {
            if (type.Contains("json", StringComparison.OrdinalIgnoreCase))
                return (JsonNode.Parse(body) as JsonObject)?["requestReference"]?.ToString();
            var root = XDocument.Parse(body).Root!;
            return root.Name.LocalName == kind ? root.Elements().FirstOrDefault(e => e.Name.LocalName == "requestReference")?.Value : null;
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            return null;
        }
    }

    private async Task<IResult> PushRecordAsync(JsonObject order, CancellationToken cancellation)
    {
        var isXml = IsXml(order);
        return book.Record(order["custodyNumber"]?.ToString() ?? "", isXml) is { } body
            ? Json.Result(await pusher.PushAsync("custody/records", Type(isXml), body, order["requestId"]?.ToString(), cancellation))
            : Refusal.NotFound;
    }

    private async Task<IResult> PushRequestAsync(JsonObject order, CancellationToken cancellation)
    {
        var isXml = IsXml(order);
        // The time is part of the reference, so that a system that is started again gives none out twice.
        var reference = order["reference"]?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"HCR-{time.GetUtcNow():yyMMddHHmmss}-{Interlocked.Increment(ref _requests)}");
        var raised = _raised.GetOrAdd(reference, _ => time.GetUtcNow());
        var reasons = (order["reasons"] as JsonArray)?.Select(r => r?.ToString()).OfType<string>().ToArray() ?? s_usualReasons;
        var body = book.HealthRequest(order["custodyNumber"]?.ToString() ?? "", reference, order["urgency"]?.ToString() ?? "urgent", reasons, raised, isXml);
        if (body is null)
            return Refusal.NotFound;
        var pushed = await pusher.PushAsync("custody/health-requests", Type(isXml), body, order["requestId"]?.ToString(), cancellation);
        return Json.Result(new { reference, pushed.RequestId, pushed.Status, pushed.ContentType, pushed.Body, pushed.Failure });
    }

    private static bool IsXml(JsonObject order) => order["format"]?.ToString() != "json";

    private static string Type(bool isXml) => isXml ? "application/xml" : "application/json";
}
