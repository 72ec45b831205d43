using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.CaseSystem;

/// <summary>The case system's interface: lists, records, writes and the feed, behind OAuth.</summary>
internal sealed class CaseSystemSimulator(CaseStore store, TokenDesk tokens, CaseDesk desk, TimeProvider time) : IOutsideSystem
{
    private const int MostChanges = 200;
    private readonly IdempotencyKeys _keys = new();

    public bool Admits(HttpRequest request) => tokens.Admits(request);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/oauth/token", tokens.IssueAsync);
        routes.MapGet("/api/health", () => Json.Result(new { status = "up" }));
        routes.MapGet("/api/changes", Changes);
        routes.MapGet("/api/{kind}", (string kind, HttpRequest request) => CaseKind.Find(kind) is { } known ? Search(known, request) : Refusal.NotFound);
        routes.MapGet("/api/{kind}/{id}", (string kind, string id) =>
            CaseKind.Find(kind) is { } known && store.Find(known, id) is { } record ? Answer(record) : Refusal.NotFound);
        routes.MapPost("/api/{kind}", CreateAsync);
        routes.MapPut("/api/{kind}/{id}", UpdateAsync);
        desk.Map(routes);
    }

    private static BodyResult Answer(CaseRecord record, int status = 200) =>
        new(status, Json.ContentType, record.Json, record.ETag, status == 201 ? $"/api/{record.Kind.Name}/{record.Id}" : null);

    private BodyResult Search(CaseKind kind, HttpRequest request)
    {
        if (CaseQuery.Read(kind, request.Query) is not { } query)
            return Refusal.Of(400, "The query cannot be read.");
        var asOf = time.GetUtcNow();
        var found = store.Search(query);
        return Write(writer =>
        {
            writer.WriteStartArray("items");
            foreach (var record in found.Take(query.Limit))
                writer.WriteRawValue(record.Json, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteString("next", found.Count > query.Limit ? query.CursorAfter(found[query.Limit - 1]) : null);
            writer.WriteString("asOf", BritishTime.Instant(asOf));
        });
    }

    private BodyResult Changes(HttpRequest request)
    {
        var (after, limit) = (0L, 100);
        if (request.Query["limit"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
            return Refusal.Of(400, "The limit cannot be read.");
        if (request.Query["after"].ToString() is { Length: > 0 } cursor
            && !long.TryParse(Cursor.Read("changes", cursor), NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Refusal.Of(400, "The cursor is none of this feed's.");
        var (changes, hasMore) = store.Changes(after, Math.Min(limit, MostChanges));
        return Write(writer =>
        {
            writer.WriteStartArray("changes");
            foreach (var change in changes)
            {
                writer.WriteStartObject();
                writer.WriteNumber("sequence", change.Sequence);
                writer.WriteString("kind", change.Record.Kind.Name);
                writer.WriteString("id", change.Record.Id);
                writer.WriteBoolean("deleted", false);
                writer.WritePropertyName("record");
                writer.WriteRawValue(change.Record.Json, skipInputValidation: true);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("next", Cursor.Of("changes", (changes.Count > 0 ? changes[^1].Sequence : after).ToString(CultureInfo.InvariantCulture)));
            writer.WriteBoolean("hasMore", hasMore);
        });
    }

    private async Task<IResult> CreateAsync(string kind, HttpRequest request, CancellationToken cancellation)
    {
        if (CaseKind.Find(kind) is not { } known)
            return Refusal.NotFound;
        var (body, content, refusal) = await ReadAsync(known, request, cancellation);
        if (content is null)
            return refusal!;
        var record = _keys.Once(request.Headers["Idempotency-Key"], known, body, () => store.Create(known, desk.Complete(known, content)));
        return record is null ? Refusal.Of(422, "The key was used for another record.") : Answer(record, 201);
    }

    private async Task<IResult> UpdateAsync(string kind, string id, HttpRequest request, CancellationToken cancellation)
    {
        if (CaseKind.Find(kind) is not { } known)
            return Refusal.NotFound;
        var (_, content, refusal) = await ReadAsync(known, request, cancellation);
        if (content is null)
            return refusal!;
        if (content["id"] is { } given && given.ToString() != id)
            return Refusal.Of(422, "The record has another number.");
        var (record, isStale) = store.Update(known, id, request.Headers.IfMatch is [{ } etag, ..] ? etag : null, _ => content);
        return record is null ? Refusal.NotFound : isStale ? Refusal.Of(412, "The record has changed since.") : Answer(record);
    }

    private static async Task<(byte[] Body, JsonObject? Content, IResult? Refusal)> ReadAsync(CaseKind kind, HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        if (Parse(body.ToArray()) is not { } content)
            return ([], null, Refusal.Of(400, "The record is no JSON object."));
        return kind.Required.FirstOrDefault(r => content[r] is null) is { } lacking
            ? ([], null, Refusal.Of(422, $"A record of {kind.Name} must have {lacking}."))
            : (body.ToArray(), content, null);
    }

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BodyResult Write(Action<Utf8JsonWriter> content)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        return new BodyResult(200, Json.ContentType, stream.ToArray());
    }
}
