using Gateway.Federation.Asking;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;

namespace Gateway.Federation;

/// <summary>
/// Gathers what the conditions of a search lead to over other resources, from what meets its other conditions: what a reference names is read by its address, and who refers is asked of those who can
/// list such resources. Nothing is followed from what the caller does not see.
/// </summary>
internal sealed class Following(SourceRounds rounds, FederationOptions options, Gathering gathering, IView view, bool isOfPersons, Deadline deadline)
{
    // More than any search has that somebody wrote.
    private const int MostSteps = 200;
    private static readonly HashSet<string> s_any = [];
    private readonly HashSet<(string Type, string? Code, string Address)> _asked = [];
    private SearchIndex? _index;
    private int _steps;

    /// <summary>Follows all conditions that lead over other resources.</summary>
    public async Task FollowAsync(SearchQuery query, CancellationToken cancellation)
    {
        if (query.Criteria.All(c => !IsFollowed(c)))
            return;
        await KnowAsync(cancellation);
        var from = Find(new SearchQuery { Types = query.Types, Criteria = [.. query.Criteria.Where(c => !IsFollowed(c))] });
        foreach (var criterion in query.Criteria)
            await FollowAsync(criterion, from, cancellation);
    }

    /// <summary>Asks who refers to those resources as a reverse include or <c>_has</c> names it, once of each.</summary>
    /// <param name="type">The type of those who refer; <c>*</c> for any.</param>
    /// <param name="code">The reference parameter; null for any.</param>
    /// <param name="to">What is referred to.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>True when somebody was asked.</returns>
    public async Task<bool> AskReferringAsync(string type, string? code, IEnumerable<IndexedResource> to, CancellationToken cancellation)
    {
        var asked = to.Where(t => !t.Index.IsContained && _asked.Add((type, code, t.ToString()))).ToList();
        if (asked.Count == 0)
            return false;

        // What has a canonical address may be referred to by that.
        var isNarrow = code is not null && asked.Count <= SearchLimits.Default.Values && !asked.Exists(t => t.Index.Values.ContainsKey("url"));
        var narrowed = isNarrow ? new Dictionary<string, string> { [code!] = string.Join(',', asked) } : [];
        await rounds.AskReferringAsync(type == "*" ? s_any : new HashSet<string> { type }, isOfPersons, narrowed, gathering, deadline, cancellation);
        await KnowAsync(cancellation);
        return true;
    }

    // What the caller sees of all that was gathered, made once until more is.
    private SearchIndex Index => _index ??= gathering.ToIndex(s_any, view);

    private static bool IsFollowed(SearchCriterion criterion) => criterion is ChainCriterion or ReverseChainCriterion;

    private async Task FollowAsync(SearchCriterion criterion, IReadOnlyList<IndexedResource> from, CancellationToken cancellation)
    {
        if (from.Count == 0)
            return;
        if (deadline.Token.IsCancellationRequested || ++_steps > MostSteps)
        {
            Cut();
            return;
        }

        if (criterion is ChainCriterion chain)
        {
            await ReadAsync(chain, from, cancellation);
            foreach (var target in chain.Targets.Where(t => IsFollowed(t.Condition)))
                await FollowAsync(target.Condition, Referred(chain, target.Type, from), cancellation);
        }
        else if (criterion is ReverseChainCriterion reverse)
        {
            await AskReferringAsync(reverse.Type, reverse.Reference.Code, from, cancellation);
            if (IsFollowed(reverse.Condition))
                await FollowAsync(reverse.Condition, Referring(reverse, from), cancellation);
        }
    }

    private async Task ReadAsync(ChainCriterion chain, IReadOnlyList<IndexedResource> from, CancellationToken cancellation)
    {
        var references = from.SelectMany(r => References(r, chain.Reference.Code)).ToList();
        if (references.Exists(r => r.IsCanonical) && _asked.Add((string.Join(',', chain.Targets.Select(t => t.Type)), null, "url")))
            await rounds.AskReferringAsync(chain.Targets.Select(t => t.Type).ToHashSet(), isOfPersons, new Dictionary<string, string>(), gathering, deadline, cancellation);
        var wanted = Wanted(chain, references);

        // More than are read one by one are listed by those who can.
        if (wanted.Count > options.Fetched && _asked.Add((string.Join(',', chain.Targets.Select(t => t.Type)), null, "list")))
        {
            await rounds.ListAsync(chain.Targets.Select(t => t.Type).ToHashSet(), gathering, deadline, cancellation);
            wanted = Wanted(chain, references);
        }

        await rounds.ReadAsync(wanted.Take(options.Fetched), gathering, deadline, cancellation);
        if (wanted.Count > options.Fetched)
            Cut();
        await KnowAsync(cancellation);
    }

    // Not all was looked at.
    private void Cut()
    {
        foreach (var report in gathering.Reports.ToList())
            gathering.Report(report with { IsCut = true });
    }

    private async Task KnowAsync(CancellationToken cancellation)
    {
        await view.KnowAsync(gathering, cancellation);
        _index = null;
    }

    private List<string> Wanted(ChainCriterion chain, IEnumerable<ReferenceValue> references) =>
        [.. references.Where(r => r.IsLocal && chain.Targets.Any(t => t.Type == r.Type)).Select(r => $"{r.Type}/{r.Id}").Distinct().Where(a => !gathering.Has(a) && rounds.Locate(a) is not null)];

    // A canonical leads to what the search itself finds by it: all of the type are followed on.
    private IReadOnlyList<IndexedResource> Referred(ChainCriterion chain, string type, IReadOnlyList<IndexedResource> from)
    {
        var references = from.SelectMany(r => References(r, chain.Reference.Code)).ToList();
        return references.Exists(r => r.IsCanonical) ? Find(new SearchQuery { Types = [type] })
            : [.. references.Where(r => r.IsLocal && r.Type == type).Select(r => Index.Find(type, r.Id!)).OfType<IndexedResource>().DistinctBy(r => r.ToString())];
    }

    private IReadOnlyList<IndexedResource> Referring(ReverseChainCriterion reverse, IReadOnlyList<IndexedResource> from)
    {
        var addresses = from.Select(r => r.ToString()).ToHashSet(StringComparer.Ordinal);
        return [.. Find(new SearchQuery { Types = [reverse.Type] }).Where(r => References(r, reverse.Reference.Code).Any(v => v.IsCanonical || (v.IsLocal && addresses.Contains($"{v.Type}/{v.Id}"))))];
    }

    private IReadOnlyList<IndexedResource> Find(SearchQuery query) => new InMemorySearch(Index).Run(query).Matches;

    private static IEnumerable<ReferenceValue> References(IndexedResource resource, string code) => resource.Index.Values.GetValueOrDefault(code, []).OfType<ReferenceValue>();
}
