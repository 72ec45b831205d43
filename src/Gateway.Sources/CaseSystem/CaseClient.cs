using Gateway.Mapping.Records;
using Gateway.Sources.Http;

namespace Gateway.Sources.CaseSystem;

/// <summary>Speaks to the case system: pages of records, single records, writes, changes.</summary>
internal sealed class CaseClient(SourceConnection connection, CaseSystemOptions options)
{
    /// <summary>The records that a query finds, page by page, no more than that many.</summary>
    public async Task<CaseListing> ListAsync(LoadedCaseKind kind, string operation, CaseQuery query, int atMost, CancellationToken cancellation)
    {
        var listing = new CaseListing(kind);
        string? cursor = null;
        do
        {
            var limit = Math.Min(options.PageSize, atMost - listing.Rows.Count);
            var reply = await connection.SendAsync(SourceCall.Get(operation, query.Path(kind.Kind, limit, cursor)), cancellation).ConfigureAwait(false);
            if (!reply.IsAnswered || CasePage.Of(reply.Body, "items") is not { } page || (page.Next is not null && page.Next == cursor))
            {
                // No list is ever unknown: what is not a page is a failure.
                listing.Failure = reply.State is SourceState.Answered or SourceState.NothingKnown ? SourceReply.Of(SourceState.Failed) : reply;
                break;
            }

            listing.AsOf ??= page.AsOf ?? reply.Date;
            foreach (var reading in RecordContent.Read(page.Items, kind.Records.Model))
                listing.Rows.Add(CaseRow.Of(kind, reading));
            cursor = page.Next;
        }
        while (cursor is not null && listing.Rows.Count < atMost);
        listing.IsCut = cursor is not null && listing.Failure is null;
        return listing;
    }

    public Task<SourceReply> ReadAsync(CaseKind kind, string id, CancellationToken cancellation) =>
        connection.SendAsync(SourceCall.Get("read", Path(kind, id)), cancellation);

    public Task<SourceReply> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation) =>
        connection.SendAsync(SourceCall.Get("changes", $"api/changes?limit={atMost}{(cursor is null ? "" : $"&after={Uri.EscapeDataString(cursor)}")}"), cancellation);

    public Task<SourceReply> CreateAsync(CaseKind kind, byte[] record, string key, CancellationToken cancellation) =>
        connection.SendAsync(new SourceCall("create", HttpMethod.Post, $"api/{kind.Path}") { Body = record, Key = ("Idempotency-Key", key) }, cancellation);

    // Not sent again by itself: whether the first attempt was heard is for the record to tell.
    public Task<SourceReply> UpdateAsync(CaseKind kind, string id, byte[] record, string? version, CancellationToken cancellation) =>
        connection.SendAsync(new SourceCall("update", HttpMethod.Put, Path(kind, id)) { Body = record, Match = version }, cancellation);

    private static string Path(CaseKind kind, string id) => $"api/{kind.Path}/{Uri.EscapeDataString(id)}";
}
