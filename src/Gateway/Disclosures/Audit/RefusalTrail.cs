using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Security;
using Gateway.Storage.Audit;
using static Gateway.Disclosures.Audit.AuditJson;

namespace Gateway.Disclosures.Audit;

/// <summary>
/// Who was turned away. Of a caller that is known each refusal is in the trail before it is told, for <see cref="MostEach"/> a minute; more of them, and calls of nobody that is known, are counted and stand in the
/// trail as one event a minute with their number (<see cref="RefusedCalls"/>). What was asked is told by route and type, never by a value.
/// </summary>
internal sealed class RefusalTrail(AuditLog log, TimeProvider time)
{
    /// <summary>The refusals of one client that are written one by one in a minute.</summary>
    public const int MostEach = 60;

    private static readonly string[] s_methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    private readonly RefusedCalls _calls = new();
    private ConcurrentDictionary<string, int> _each = new(StringComparer.Ordinal);

    /// <summary>A call of nobody that is known.</summary>
    public void Count(HttpContext context, string why) => _calls.Count(null, context.Connection.RemoteIpAddress, AskedOf(context), why, time.GetUtcNow());

    /// <summary>A call of a caller that is known and may not do this. When the task ends, it may be told so.</summary>
    /// <exception cref="Gateway.Storage.Ledger.LedgerUnavailableException">The trail cannot be written.</exception>
    public Task AddAsync(HttpContext context, Caller caller, string why)
    {
        if (_each.AddOrUpdate($"{caller.Issuer}\n{caller.ClientId}", 1, static (_, n) => n + 1) > MostEach)
        {
            _calls.Count(caller.ClientId, context.Connection.RemoteIpAddress, AskedOf(context), why, time.GetUtcNow());
            return Task.CompletedTask;
        }

        var request = new AuditedRequest
        {
            Interaction = InteractionOf(context),
            Query = AskedOf(context),
            Network = context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
            Id = Viewings.IdOf(context),
            Purpose = caller.Purpose is { } purpose ? $"{purpose.System}|{purpose.Code}" : null,
            IsRefused = true,
            Why = why,
        };
        return log.AppendAsync(new AuditEventWriter(caller, request, "", time.GetUtcNow()).Interaction(null, []), context.RequestAborted);
    }

    /// <summary>Writes what was counted; where that cannot be, it is kept for the next time.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        Interlocked.Exchange(ref _each, new(StringComparer.Ordinal));
        var taken = _calls.Take();
        if (taken.Count == 0)
            return;
        try
        {
            await log.AppendAsync([.. taken.Select(t => new AuditEntry(EventOf(t.Key.Client, t.Key.Network, t.Value), []))], cancellation);
        }
        catch
        {
            _calls.Restore(taken);
            throw;
        }
    }

    private byte[] EventOf(string? client, string network, RefusedCount count) => new AuditFrame
    {
        Type = (Dicom, "110114"),
        Action = "E",
        Period = (count.First, count.Last),
        Recorded = time.GetUtcNow(),
        Outcome = "4",
        Said = string.Create(CultureInfo.InvariantCulture, $"{count.Calls} calls refused: {string.Join(", ", count.Why.Order(StringComparer.Ordinal))}"),
    }.Write(
    json =>
    {
        Agent(json, Dicom, "110153", client is null ? Display("not known") : Identifier(null, client), network, isRequestor: true);
        Agent(json, Dicom, "110152", Display("Health and Justice Gateway"), network: "gateway");
    },
    json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("what");
        json.WriteString("display", "What was asked");
        json.WriteEndObject();
        Coding(json, "type", EntityType, "2");
        json.WriteStartArray("detail");
        Detail(json, "calls", count.Calls.ToString(CultureInfo.InvariantCulture));
        foreach (var asked in count.Asked.Order(StringComparer.Ordinal))
            Detail(json, "asked", asked);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string InteractionOf(HttpContext context) => context.Request.Method switch
    {
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        "POST" => TypeOf(context) is null ? "operation" : "create",
        _ => context.Request.RouteValues.ContainsKey("id") ? "read" : "search-type",
    };

    private static string AskedOf(HttpContext context)
    {
        var method = s_methods.FirstOrDefault(m => string.Equals(m, context.Request.Method, StringComparison.OrdinalIgnoreCase)) ?? "other";
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";
        return TypeOf(context) is { } type ? $"{method} {route} {type}" : $"{method} {route}";
    }

    private static string? TypeOf(HttpContext context) =>
        context.Request.RouteValues.GetValueOrDefault("type") is string type && DefinitionSet.R4.FindType(type) is { IsResource: true } known ? known.Name : null;
}
