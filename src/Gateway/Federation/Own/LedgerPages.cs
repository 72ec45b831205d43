using System.Data.Common;
using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;

namespace Gateway.Federation.Own;

/// <summary>
/// Pages of what the ledger alone holds, cut in the database: candidates come in their order, each is decided, and more are taken until the page is full of what the caller sees. What it does not
/// see is neither counted nor tells by its place: the database is asked only for what a resource has, never for what it lacks, and where something is seen in part no order is taken from it.
/// </summary>
internal sealed class LedgerPages(LedgerSource source, LedgerSearch search, IndexExtractor extractor, FederationOptions options, TimeProvider time)
{
    private const int MostTogether = 500;

    /// <summary>The page; null where only a search in memory can give it: it leads over other resources, or its order is that of something that is seen in part.</summary>
    public async Task<LedgerPage?> FindAsync(SearchQuery query, SearchPosition? after, IView view, Deadline deadline, CancellationToken cancellation)
    {
        if (query.Criteria.Any(c => c is ChainCriterion or ReverseChainCriterion) || (query.Includes.Count > 0 && query.Types.Count != 1))
            return null;
        var scan = new LedgerScan(query, extractor, after is null ? null : LedgerPlaces.Of(query, after));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            while (!scan.IsDone(options))
                if (!await scan.TakeAsync(await search.FindAsync(scan.Next(MostTogether), scan.Place, ended.Token).WaitAsync(ended.Token), source, view, ended.Token))
                    return null;
            return Page(SourceState.Answered);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Page(SourceState.TimedOut);
        }
        catch (Exception e) when (e is LedgerUnavailableException or DbException)
        {
            return Page(SourceState.Failed);
        }

        LedgerPage Page(SourceState state) => new(scan.Page, scan.Following, after is null && scan.IsEnd ? scan.Count : null,
            new SourceReport(source.Profile, scan.Count > 0 ? state == SourceState.Answered ? state : SourceState.Partly : state == SourceState.Answered ? SourceState.NothingKnown : state) { AsOf = time.GetUtcNow(), IsCut = state == SourceState.Answered && scan.IsCut(options) });
    }

    /// <summary>What the ledger has that the matches of a page refer to, or that refers to them, as the search asks.</summary>
    public async Task<IReadOnlyList<RecordResource>> IncludedAsync(SearchQuery page, CancellationToken cancellation) =>
        [.. (await search.FindAsync(page with { Count = Math.Max(1, page.Count ?? 1), Sort = [] }, null, cancellation)).Included.Select(source.ResourceOf).OfType<RecordResource>()];
}
