using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;
using Gateway.Storage.Search;

namespace Gateway.Federation.Own;

/// <summary>The candidates of one page of a search, taken until what the caller sees of them fills it.</summary>
internal sealed class LedgerScan
{
    private readonly SearchQuery _query;
    private readonly SearchQuery _asked;
    private readonly IndexExtractor _extractor;
    private readonly HashSet<string> _codes;
    private readonly bool _isCounted;
    private readonly bool _isOrdered;
    private readonly int _wanted;
    private readonly List<(RecordResource Resource, SearchCursor Place)> _page = [];
    private int _together;
    private int _looked;

    /// <param name="query">The search, its count given.</param>
    /// <param name="extractor">Reads what a resource is found by.</param>
    /// <param name="after">The place to begin behind.</param>
    public LedgerScan(SearchQuery query, IndexExtractor extractor, SearchCursor? after)
    {
        (_query, _extractor, Place) = (query, extractor, after);
        _wanted = query.Summary == SummaryMode.Count ? 0 : query.Count ?? 0;
        _isCounted = _wanted == 0 || query.Total is TotalMode.Accurate or TotalMode.Estimate;
        _isOrdered = query.Sort.Any(s => s.Parameter.Code != "_id");
        _codes = [.. query.Criteria.SelectMany(Codes)];
        _asked = new SearchQuery { Types = query.Types, Criteria = [.. query.Criteria.Where(IsOfWhatThereIs)], Sort = query.Sort, Total = TotalMode.None };
        _together = _wanted + 1;
    }

    /// <summary>The place behind which the next candidates come.</summary>
    public SearchCursor? Place { get; private set; }

    /// <summary>True when there are no more candidates.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>How many of those looked at are matches that the caller sees.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<RecordResource> Page => [.. _page.Select(p => p.Resource)];

    /// <summary>The place of the last match of the page, when the caller sees one behind it.</summary>
    public SearchPosition? Following => Count > _page.Count && _page.Count > 0 ? LedgerPlaces.Of(_query, _page[^1].Place) : null;

    /// <summary>True when enough was looked at.</summary>
    public bool IsDone(FederationOptions options) => IsEnd || (_isCounted ? IsCut(options) && Count > _wanted : Count > _wanted);

    /// <summary>True when a count was asked for, and not all could be looked at for it.</summary>
    public bool IsCut(FederationOptions options) => _isCounted && !IsEnd && _looked >= options.Records;

    /// <summary>What to ask the database next: a page and one, then more at a time, as those before were not the caller's to see.</summary>
    public SearchQuery Next(int most)
    {
        var asked = _asked with { Count = Math.Min(_together, most) };
        _together = Math.Min(_together * 2, most);
        return asked;
    }

    /// <summary>Takes candidates in; false where their order would tell of what is hidden.</summary>
    public async Task<bool> TakeAsync(SearchPage candidates, LedgerSource source, IView view, CancellationToken cancellation)
    {
        var found = candidates.Matches.Select((m, i) => (Resource: source.ResourceOf(m), Place: candidates.Places[i])).Where(f => f.Resource is not null).ToList();
        var gathering = new Gathering(_extractor);
        gathering.Add(new GatheredAnswer(new SourceReport(source.Profile, SourceState.Answered), [.. found.Select(f => f.Resource!)]), isReported: false);
        await view.KnowAsync(gathering, cancellation);
        foreach (var (resource, place) in found)
        {
            if (view.See(resource!) is not { } seen)
                continue;
            var isWhole = seen == resource!.Resource;
            if (!isWhole && _isOrdered)
                return false;
            if ((!isWhole || _asked.Criteria.Count < _query.Criteria.Count) && !IsMatch(seen))
                continue;
            Count++;
            if (_page.Count < _wanted)
                _page.Add((resource with { Resource = seen }, place));
        }

        _looked += candidates.Matches.Count;
        (Place, IsEnd) = (candidates.Next ?? Place, candidates.Next is null);
        return true;
    }

    // What is hidden is not there: a resource that the database finds is one only by what is seen of it.
    private bool IsMatch(Element seen)
    {
        var index = new SearchIndex();
        index.Add(seen, _extractor.ExtractOnly(seen, _codes));
        return new InMemorySearch(index).Count(new SearchQuery { Types = _query.Types, Criteria = _query.Criteria }) == 1;
    }

    // By what a resource lacks, one that hides it would not be found.
    private static bool IsOfWhatThereIs(SearchCriterion criterion) => criterion is ValueCriterion { IsNegated: false } or MissingCriterion { IsMissing: false } or CompartmentCriterion;

    private static IEnumerable<string> Codes(SearchCriterion criterion) => criterion switch
    {
        ValueCriterion value => [value.Parameter.Code],
        MissingCriterion missing => [missing.Parameter.Code],
        CompartmentCriterion compartment => compartment.Codes.Values.SelectMany(c => c),
        _ => [],
    };
}
