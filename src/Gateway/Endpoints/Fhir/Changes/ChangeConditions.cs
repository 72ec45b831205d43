using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Ids;
using Gateway.Federation.Own;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>
/// Asks the conditions of changes of what the caller sees, as it sees it: what is hidden is found by no condition, so that none can tell that it is there. What the ledger found is kept
/// as the premise of the change, which is looked at anew where that has changed meanwhile. Where sources have such resources too, they are asked; a condition that they do not answer is not answered.
/// </summary>
internal sealed class ChangeConditions(LedgerSearch search, FederatedSearch federation, IReadOnlyList<IResourceSource> sources, LedgerSource own, SearchContext context, IndexExtractor extractor, FederationOptions options, GatewayIds ids, TimeProvider time)
{
    private const int Page = 500;
    private const int MostDeleted = 100;
    private static readonly FhirProblem s_tooMuch = new(412, "too-costly", "The condition finds more than can be looked at.");
    private static readonly FhirProblem s_unanswered = new(503, "transient", "A source that may have what the condition finds did not answer, so nobody can tell what it finds.") { RetryAfter = TimeSpan.FromSeconds(30) };
    private static readonly FhirProblem s_invalid = new(400, "invalid", "A condition is a search of one type by its own parameters, without any that say how results are given.");

    /// <summary>A change whose condition names what lies under the base of this interface as everything here names it: without the base.</summary>
    public RequestedChange At(RequestedChange change, string root) => change.Condition is { } text && SearchQueryParser.Parse(change.Type, text, context.At(root), new SearchOptions { IsStrict = true, Time = time }) is { Query: not null } parse
        ? change with { Condition = parse.Self } : change;

    /// <summary>What it finds, or why it cannot be asked.</summary>
    /// <param name="type">The type that is searched.</param>
    /// <param name="text">The search.</param>
    /// <param name="isForMany">True where it may say how many it may find.</param>
    /// <param name="viewing">What its caller sees.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<(LookedAt? Found, FhirProblem? Problem)> LookAsync(string type, string text, bool isForMany, Viewing viewing, CancellationToken cancellation)
    {
        var parse = SearchQueryParser.Parse(type, text, context, new SearchOptions { IsStrict = true, Time = time });
        if (parse.Query is not { } query)
            return (null, FhirProblem.Invalid(parse.Faults));
        if (!IsCondition(query, isForMany))
            return (null, s_invalid);
        var condition = query with { Count = null };
        var stored = await FindAsync(condition, cancellation);
        if (stored is null)
            return (null, s_tooMuch);
        var gathering = new Gathering(extractor);
        var candidates = stored.Select(s => (Resource: own.ResourceOf(s), s.Version)).Where(c => c.Resource is not null).Select(c => (Resource: c.Resource!, c.Version)).ToList();
        gathering.Add(new GatheredAnswer(new SourceReport(own.Profile, SourceState.Answered), [.. candidates.Select(c => c.Resource)]));
        await viewing.KnowAsync(gathering, cancellation);
        var index = new SearchIndex();
        foreach (var (resource, _) in candidates)
            if (viewing.See(resource) is { } seen)
                index.Add(seen, extractor.Extract(seen));
        var matches = new InMemorySearch(index).Run(condition).Matches.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        var (elsewhere, unanswered) = await ElsewhereAsync(type, condition, parse.Self, viewing, cancellation);
        if (unanswered is not null)
            return (null, unanswered);
        return (new LookedAt([.. candidates.Where(c => matches.Contains(c.Resource.Id))], new ConditionPremise(condition, [.. stored.Select(s => new FoundVersion(s.Type, s.Id, s.Version))]), query.Count ?? 1) { Elsewhere = elsewhere }, null);
    }

    // A source that can be asked about named persons only is no part of a condition that names none: nobody could make that one (an Organization's, say) so that it was.
    private async Task<(IReadOnlyList<Element> Seen, FhirProblem? Unanswered)> ElsewhereAsync(string type, SearchQuery condition, string text, Viewing viewing, CancellationToken cancellation)
    {
        if (!sources.Any(s => !s.Profile.OwnsIds && s.Profile.Types.Contains(type)))
            return ([], null);
        var found = await federation.SearchAsync(new SearchRequest(condition with { Count = MostDeleted + 1 }, text, viewing), cancellation);
        if (found.HasManyPersons)
            return ([], s_tooMuch);
        return found.IsIncomplete || found.Reports.Any(r => r.IsCut) ? ([], s_unanswered) : ([.. found.Result.Matches.Where(m => ids.TryOpen(m.Id, out _)).Select(m => m.Resource)], null);
    }

    // What other resources say is not asked: a chain could tell of some that the caller does not see.
    private static bool IsCondition(SearchQuery query, bool isForMany) =>
        query is { Criteria.Count: > 0, Includes.Count: 0, Sort.Count: 0, Elements.Count: 0, Summary: SummaryMode.False, Total: TotalMode.Unsaid }
        && query.Criteria.All(c => c is ValueCriterion or MissingCriterion) && (query.Count is null || (isForMany && query.Count is > 0 and <= MostDeleted));

    private async Task<List<StoredResource>?> FindAsync(SearchQuery condition, CancellationToken cancellation)
    {
        var (found, after) = (new List<StoredResource>(), (SearchCursor?)null);
        do
        {
            var page = await search.FindAsync(condition with { Count = Page, Total = TotalMode.None }, after, cancellation);
            found.AddRange(page.Matches);
            if (found.Count > options.Records)
                return null;
            after = page.Next;
        }
        while (after is not null);
        return found;
    }
}
