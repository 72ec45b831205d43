using Gateway.Mapping.Records;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.CaseSystem;

/// <summary>The case system of an integrated health and justice service: pages of JSON records behind OAuth 2.0, a feed of changes, writes.</summary>
internal sealed class CaseSystemSource(SourceProfile profile, IReadOnlyList<LoadedCaseKind> kinds, SourceConnection connection, CaseSystemOptions options) : IResourceSource
{
    private const int MostChanges = 200;
    private readonly CaseClient _client = new(connection, options);
    private readonly PersonNumbers _numbers = new(options.RememberedPersons);

    public SourceProfile Profile => profile;

    public Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation) =>
        new CaseSearch(_client, kinds, _numbers, search).RunAsync(cancellation);

    public async Task<SourceAnswer> ReadAsync(string type, string locator, CancellationToken cancellation)
    {
        if (KindOf(locator) is not { } kind || !kind.Types.Contains(type))
            return SourceAnswer.Of(SourceState.NothingKnown);
        var reply = await _client.ReadAsync(kind.Kind, locator[1..], cancellation).ConfigureAwait(false);
        if (!reply.IsAnswered)
            return SourceAnswer.Of(Refusals.StateOf(reply), reply.RetryAfter);
        var gathered = new GatheredRecords();
        gathered.Age(reply.Date);
        Add(kind, reply, locator, gathered);
        return gathered.ToAnswer();
    }

    public Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation) =>
        new CaseWrite(_client, kinds, change).RunAsync(cancellation);

    public async Task<SourceChanges> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation)
    {
        var reply = await _client.ChangesAsync(cursor, Math.Clamp(atMost, 1, MostChanges), cancellation).ConfigureAwait(false);
        if (!reply.IsAnswered || CasePage.Of(reply.Body, "changes") is not { } page)
            return new SourceChanges { State = reply.IsAnswered ? SourceState.Failed : Refusals.StateOf(reply), Next = cursor, RetryAfter = reply.RetryAfter };
        var gathered = new GatheredRecords();
        if (!CaseFeed.Read(page, kinds, gathered))
            return new SourceChanges { State = SourceState.Failed, Next = cursor };
        return new SourceChanges
        {
            State = gathered.State == SourceState.Failed ? SourceState.Partly : gathered.State,
            Records = gathered.Records,
            Faults = gathered.Faults,
            Refused = gathered.Refused,
            Next = page.Next ?? cursor,
            HasMore = page.HasMore && page.Next is not null && page.Next != cursor,
        };
    }

    public Task<SourceHealth> CheckAsync(CancellationToken cancellation) => connection.CheckAsync("api/health", cancellation);

    private LoadedCaseKind? KindOf(string locator) => locator.Length < 2 ? null : kinds.FirstOrDefault(k => k.Kind.Letter == locator[0]);

    private static void Add(LoadedCaseKind kind, SourceReply reply, string locator, GatheredRecords gathered)
    {
        foreach (var reading in RecordContent.Read(reply.Body, kind.Records.Model))
        {
            if (reading.IsRead && reading.Root.ChildText("id") != locator[1..])
                gathered.Refuse(Fhir.Outcomes.FaultKind.Value, "The record is another than was asked for.");
            else
                kind.Records.Add(reading, gathered, reply.Version);
        }
    }
}
