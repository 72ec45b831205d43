using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Records;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.Community;

/// <summary>A community provider: drops CSV extracts, which are its feed, takes notifications, and cannot be searched.</summary>
internal sealed class CommunitySource(SourceProfile profile, IReadOnlyList<CommunityKind> kinds, SourceConnection connection) : IResourceSource
{
    public static readonly IReadOnlySet<string> Taken = new HashSet<string> { "Bundle" };
    private static readonly string[] s_csv = ["text/csv"];

    public SourceProfile Profile => profile;

    public Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation) => Task.FromResult(SourceAnswer.Of(SourceState.NothingKnown));

    public Task<SourceAnswer> ReadAsync(string type, string locator, CancellationToken cancellation) => Task.FromResult(SourceAnswer.Of(SourceState.NothingKnown));

    /// <summary>Sends a notification as it is.</summary>
    public async Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation)
    {
        if (!Taken.Contains(change.Content.Type.Name))
            return new SourceWrite { State = SourceState.Failed, IsRefused = true, Faults = [new Fault(FaultKind.NotSupported, "The provider takes notification Bundles alone.", "", 0, 0)] };
        var call = new SourceCall("notify", HttpMethod.Post, "notifications")
        {
            Body = FhirJson.ToUtf8(change.Content),
            ContentType = "application/fhir+json",
            Key = ("X-Request-Id", change.Key),
            MayBeEmpty = true,
        };
        return Refusals.WriteOf(await connection.SendAsync(call, cancellation).ConfigureAwait(false));
    }

    /// <summary>One extract, or a part of one. An extract that cannot be read as a whole is not passed over: its rows would be lost.</summary>
    public async Task<SourceChanges> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation)
    {
        var at = ExtractCursor.Of(cursor);
        var (name, kind, hasMore) = (at.Name, at.Kind, true);
        if (at.Rows == 0)
        {
            var after = at.Name is null ? "" : $"?after={Uri.EscapeDataString(at.Name)}";
            var reply = await connection.SendAsync(SourceCall.Get("extracts", $"extracts{after}"), cancellation).ConfigureAwait(false);
            if (!reply.IsAnswered || ExtractList.Of(reply.Body) is not { } list)
                return Unread(reply, cursor);
            if (list.Count == 0)
                return new SourceChanges { State = SourceState.NothingKnown, Next = cursor };
            ((name, kind), hasMore) = (list[0], list.Count > 1);
        }

        if (kinds.FirstOrDefault(k => k.Name == kind) is not { } known)
            return new SourceChanges { State = SourceState.Partly, Next = name, HasMore = hasMore, Faults = [new Fault(FaultKind.NotSupported, "The extract is of a kind that is not known.", "", 0, 0)] };
        var extract = await connection.SendAsync(SourceCall.Get("extract", $"extracts/{Uri.EscapeDataString(name!)}") with { Accepts = s_csv }, cancellation).ConfigureAwait(false);
        return extract.IsAnswered ? Read(extract.Body, known, new ExtractCursor(name, at.Rows, kind), atMost, hasMore, cursor) : Unread(extract, cursor);
    }

    public Task<SourceHealth> CheckAsync(CancellationToken cancellation) => connection.CheckAsync("health", cancellation);

    private static SourceChanges Read(byte[] csv, CommunityKind kind, ExtractCursor at, int atMost, bool hasMore, string? cursor)
    {
        var gathered = new GatheredRecords();
        var (row, isCut) = (0, false);
        foreach (var reading in RecordContent.Read(csv, kind.Records.Model))
        {
            if (reading.Number == 0)
                return new SourceChanges { State = SourceState.Failed, Next = cursor, Faults = reading.Faults };
            if (row >= at.Rows + atMost)
            {
                isCut = true;
                break;
            }

            if (row++ >= at.Rows)
                kind.Records.Add(reading, gathered, at.Name);
        }

        return new SourceChanges
        {
            State = gathered.State == SourceState.Failed ? SourceState.Partly : gathered.State,
            Records = gathered.Records,
            Faults = gathered.Faults,
            Next = (isCut ? at with { Rows = row } : at with { Rows = 0 }).ToString(),
            HasMore = isCut || hasMore,
        };
    }

    private static SourceChanges Unread(SourceReply reply, string? cursor) =>
        new() { State = reply.IsAnswered ? SourceState.Failed : reply.State, Next = cursor, RetryAfter = reply.RetryAfter };
}
