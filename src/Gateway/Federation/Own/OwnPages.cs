using System.Data.Common;
using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;

namespace Gateway.Federation.Own;

/// <summary>
/// Reads a search that the ledger alone answers page by page, so that it need not be read as a whole. The database is asked for what must be there; what is found is compared again as the caller
/// sees it. Where order would tell of what is hidden, the pages are not read so.
/// </summary>
internal sealed class OwnPages(LedgerSearch search, LedgerSource own, IndexExtractor extractor, FederationOptions options, TimeProvider time)
{
    private const int Least = 20;

    /// <summary>True for a search that can be read so: it says nothing of other resources, and asks for no number of all.</summary>
    public static bool CanRead(SearchQuery query, int most) => query is { Types.Count: > 0, Summary: not SummaryMode.Count, Total: TotalMode.Unsaid or TotalMode.None } && most > 0
        && query.Criteria.All(c => c is ValueCriterion or MissingCriterion) && !query.Includes.Any(i => i.IsReverse);

    /// <summary>Gathers the matches of a page and one more, where there is one; null where all is to be read in another way.</summary>
    /// <param name="query">The search.</param>
    /// <param name="after">The last match of the page before.</param>
    /// <param name="most">The matches of a page.</param>
    /// <param name="view">What the caller sees.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<GatheredAnswer?> ReadAsync(SearchQuery query, SearchPosition? after, int most, IView view, CancellationToken cancellation)
    {
        // What a condition denies may be hidden and there all the same: such a condition is asked of what is seen alone.
        var asked = query with { Criteria = [.. query.Criteria.Where(c => c is ValueCriterion { IsNegated: false })], Includes = [], Count = Math.Max(most + 1, Least), Total = TotalMode.None };
        var (found, cursor) = (new List<RecordResource>(), after is null ? null : new SearchCursor([.. after.Keys.Select((k, i) => KeyOf(k, query.Sort[i]))], after.Type, after.Id));
        try
        {
            for (var looked = 0; ;)
            {
                var page = await search.FindAsync(asked, cursor, cancellation);
                if (await AddAsync(page.Matches, query, view, found, cancellation) is false)
                    return null;
                if (found.Count > most || page.Next is null)
                    return Answer([.. found.Take(most + 1)]);
                if ((looked += page.Matches.Count) >= options.Records)
                    return null;
                cursor = page.Next;
            }
        }
        catch (Exception e) when (e is LedgerUnavailableException or DbException)
        {
            return new GatheredAnswer(new SourceReport(own.Profile, SourceState.Failed), []);
        }
    }

    // False where what somebody is shown in part stands in an order that its hidden part may have decided.
    private async Task<bool> AddAsync(IReadOnlyList<StoredResource> matches, SearchQuery query, IView view, List<RecordResource> found, CancellationToken cancellation)
    {
        var (gathering, candidates) = (new Gathering(extractor), matches.Select(own.ResourceOf).OfType<RecordResource>().ToList());
        gathering.Add(new GatheredAnswer(new SourceReport(own.Profile, SourceState.Answered), candidates));
        await view.KnowAsync(gathering, cancellation);
        var index = new SearchIndex();
        foreach (var candidate in candidates)
        {
            if (view.See(candidate) is not { } seen)
                continue;
            if (query.Sort.Count > 0 && seen != candidate.Resource)
                return false;
            index.Add(seen, extractor.Extract(seen));
        }

        var seenMatches = new InMemorySearch(index).Run(query with { Count = null, Includes = [] }).Matches.Select(m => (m.Type, m.Id)).ToHashSet();
        found.AddRange(candidates.Where(c => seenMatches.Contains((c.Type, c.Id))));
        return true;
    }

    private GatheredAnswer Answer(IReadOnlyList<RecordResource> found) => new(new SourceReport(own.Profile, found.Count > 0 ? SourceState.Answered : SourceState.NothingKnown) { AsOf = time.GetUtcNow() }, found);

    private static object? KeyOf(SortKey key, SearchSort sort) => key.IsMissing ? null : key.Text ?? (sort.Parameter.Type == SearchParameterType.Date ? key.Ticks : (object)key.Number);
}
