using Gateway.Federation.Asking;
using Gateway.Federation.Ids;
using Gateway.Federation.Own;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;

namespace Gateway.Federation;

/// <summary>
/// Runs a search over all sources as if they were one: (1) who is it about, (2) ask those who can hold it, side by side, (3) widen the search to all that are
/// known to be the same person, (4) match, sort and cut the page with the rules of the kernel, (5) fetch what the page refers to and is to include.
/// </summary>
internal sealed class FederatedSearch(SourceRounds rounds, LedgerPages pages, GatewayIds ids, IndexExtractor extractor, FederationOptions options, TimeProvider time)
{
    private const int IncludeRounds = 4;
    private const int MostAddresses = 1000;

    /// <summary>True for a type that somebody here has.</summary>
    public bool IsHeld(string type) => rounds.IsHeld(type);

    /// <summary>A page of what was found, and what each source did.</summary>
    public async Task<SearchOutcome> SearchAsync(SearchRequest request, CancellationToken cancellation)
    {
        using var deadline = new Deadline(options.Deadline, time);
        var (gathering, raw) = (new Gathering(extractor), new RawNumbers(request.Text));
        var (types, addresses) = (QueryTypes.Of(request.Query), Addresses(request.Query));
        var named = PersonCriteria.Find(request.Query, ids, raw) ?? Pointed(request.Query, types, addresses);
        if (named?.PatientIds.Count + named?.Numbers.Count > options.Persons)
            return new SearchOutcome(new SearchResult { Total = 0 }, []) { HasManyPersons = true };
        if (rounds.IsOwn(types, named is not null, named is null && addresses is null && !request.Query.Criteria.Any(c => c is CompartmentCriterion)) && await OwnAsync(request, types, named, raw, deadline, cancellation) is { } own)
            return own;
        named ??= await OwnerAsync(request, deadline, cancellation);
        var hints = Hints(request, types, named);
        if (named is not null)
            await rounds.AskAsync(named, types, hints, gathering, deadline, cancellation);
        if (addresses is not null)
            await rounds.ReadAsync(addresses.Where(a => !gathering.Has(a)), gathering, deadline, cancellation);
        if (named is null && addresses is null)
            await rounds.AskAsync(request.Query.Types.ToHashSet(), hints, gathering, deadline, cancellation);

        var same = gathering.Same;
        var query = PersonCriteria.Widen(request.Query, ids, raw, same.Of) with { Count = request.Query.Count ?? options.PageSize };
        gathering.Codes = Codes(query);
        var following = new Following(rounds, options, gathering, request.View, named is not null, deadline);
        await following.FollowAsync(query, cancellation);
        var result = await RunAsync(query, types, request, gathering, following, deadline, cancellation);
        return new SearchOutcome(result, Reports(query, addresses is null ? request.Query.Types.ToHashSet() : types, request.View, gathering)) { IsContested = named is not null && same.IsContested(named), IsOfPersons = named is not null };
    }

    // What the ledger alone answers is cut into pages where it lies. Null where that cannot be.
    private async Task<SearchOutcome?> OwnAsync(SearchRequest request, IReadOnlySet<string> types, NamedPersons? named, RawNumbers raw, Deadline deadline, CancellationToken cancellation)
    {
        var (gathering, isWidened) = (new Gathering(extractor), false);
        PersonCriteria.Widen(request.Query, ids, raw, persons =>
        {
            isWidened = true;
            return persons.PatientIds;
        });
        if (isWidened)
            await rounds.KnowAsync(named!, gathering, deadline, cancellation);
        var query = PersonCriteria.Widen(request.Query, ids, raw, gathering.Same.Of) with { Count = request.Query.Count ?? options.PageSize };
        if (await pages.FindAsync(query, request.After?.After, request.View, deadline, cancellation) is not { } page)
            return null;
        gathering.Report(page.Report);
        if (named is null)
            rounds.ReportUnasked(types, gathering);
        var result = new SearchResult { Total = page.Total ?? page.Matches.Count, Matches = [.. page.Matches.Select(IndexedResources.Bare)], Next = page.Next };
        if (query.Includes.Count > 0 && page.Matches.Count > 0)
            result = await IncludeAsync(query, page, request.View, deadline, cancellation) with { Total = result.Total, Matches = result.Matches, Next = result.Next };
        return new SearchOutcome(result, Reports(query, types, request.View, gathering, isSeen: page.Report.State != SourceState.NothingKnown)) { IsContested = named is not null && gathering.Same.IsContested(named), IsCounted = page.Total is not null };
    }

    private async Task<SearchResult> IncludeAsync(SearchQuery query, LedgerPage page, IView view, Deadline deadline, CancellationToken cancellation)
    {
        var ofPage = new SearchQuery { Types = query.Types, Criteria = [PersonCriteria.OfIds(page.Matches.Select(m => m.Id))], Includes = query.Includes, Count = page.Matches.Count };
        var gathering = new Gathering(extractor);
        gathering.Add(new GatheredAnswer(page.Report, page.Matches), isReported: false);
        gathering.Add(new GatheredAnswer(page.Report, await pages.IncludedAsync(ofPage, cancellation)), isReported: false);
        return await RunAsync(ofPage, new HashSet<string>(), new SearchRequest(ofPage, "", view), gathering, null, deadline, cancellation);
    }

    // What belongs to a stay, or to somebody's relative, is found where the person is known. Who does not see that one does not learn whose it is.
    private async Task<NamedPersons?> OwnerAsync(SearchRequest request, Deadline deadline, CancellationToken cancellation)
    {
        if (request.Query.Criteria.OfType<CompartmentCriterion>().FirstOrDefault() is not { Ids: [var id] } compartment)
            return null;
        var (read, address) = (new Gathering(extractor), $"{compartment.Type}/{id}");
        await rounds.ReadAsync([address], read, deadline, cancellation);
        await request.View.KnowAsync(read, cancellation);
        var persons = read.Find(address) is { } owner && request.View.See(owner) is { } seen ? Records.References.Addresses(seen).Where(a => a.StartsWith("Patient/", StringComparison.Ordinal)).ToList() : [];
        return persons.Count == 0 ? null : new NamedPersons([.. persons.Select(a => a["Patient/".Length..]).Distinct()], []);
    }

    // What the search compares and sorts by; null where it follows references too, which may be any.
    private static HashSet<string>? Codes(SearchQuery query) => query.Includes.Count == 0 && query.Criteria.All(c => c is ValueCriterion)
        ? [.. query.Criteria.Cast<ValueCriterion>().Select(c => c.Parameter.Code), .. query.Sort.Select(s => s.Parameter.Code)] : null;

    // Patients that are named by their ids alone are persons where more is asked than their own records.
    private static NamedPersons? Pointed(SearchQuery query, IReadOnlySet<string> types, IReadOnlyList<string>? addresses) =>
        addresses is not null && query.Types is ["Patient"] && types.Count != 1 ? new NamedPersons([.. addresses.Select(a => a.Split('/')[1])], []) : null;

    // The conditions are those of the type that is searched. Where persons are asked about, what leads to these or back to them is asked for at once, and they would narrow that wrongly.
    private static IReadOnlyDictionary<string, string> Hints(SearchRequest request, IReadOnlySet<string> types, NamedPersons? named) =>
        named is null || (types.SetEquals(request.Query.Types) && request.Query.Criteria.All(c => c is not (ChainCriterion or ReverseChainCriterion)) && !request.Query.Includes.Any(i => i.IsReverse))
            ? QueryHints.Of(request.Text) : new Dictionary<string, string>();

    // Who could hold what was searched for; of the others, those of whose answer something is missing. Who answered with other things about the person knows nothing of what was asked.
    private static IReadOnlyList<SourceReport> Reports(SearchQuery query, IReadOnlySet<string> types, IView view, Gathering gathering, bool isSeen = false) =>
        [.. gathering.Reports.Where(r => r.IsMissing || r.NeedsPerson || types.Count == 0 || r.Source.Types.Overlaps(types)).OrderBy(r => r.Source.Number)
            .Select(r => r.State == SourceState.Answered && query.Types.Count > 0 && !isSeen && !gathering.IsSeen(r.Source, query.Types, view) ? r with { State = SourceState.NothingKnown } : r)];

    // Includes lead to records that nobody was asked for yet: they are fetched, and the page is made again.
    private async Task<SearchResult> RunAsync(SearchQuery query, IReadOnlySet<string> types, SearchRequest request, Gathering gathering, Following? following, Deadline deadline, CancellationToken cancellation)
    {
        var tried = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; ; round++)
        {
            await request.View.KnowAsync(gathering, cancellation);
            var index = gathering.ToIndex(query.Includes.Count > 0 ? new HashSet<string>() : types, request.View);
            var result = new InMemorySearch(index).Run(query, request.After?.After);
            var missing = query.Includes.Count == 0 ? [] : Missing(query, result, gathering).Where(a => !tried.Contains(a)).ToList();
            var isAsked = following is not null && await AskReferringAsync(query, result, following, cancellation);
            if (missing.Count == 0 && !isAsked)
                return result;
            if (round == IncludeRounds)
                return result with { IsIncludedCut = true };
            tried.UnionWith(missing.Take(options.Fetched));
            await rounds.ReadAsync(missing.Take(options.Fetched), gathering, deadline, cancellation);
        }
    }

    private static async Task<bool> AskReferringAsync(SearchQuery query, SearchResult page, Following following, CancellationToken cancellation)
    {
        var isAsked = false;
        foreach (var include in query.Includes.Where(i => i.IsReverse))
            isAsked |= await following.AskReferringAsync(include.Source, include.Code, (include.IsIterated ? page.Matches.Concat(page.Included) : page.Matches).Where(r => include.Target is null || r.Type == include.Target), cancellation);
        return isAsked;
    }

    private IEnumerable<string> Missing(SearchQuery query, SearchResult result, Gathering gathering) => result.Matches.Concat(result.Included)
        .SelectMany(r => query.Includes.Where(i => !i.IsReverse && (i.Source == "*" || i.Source == r.Type)).SelectMany(i => References(r, i)))
        .Select(r => $"{r.Type}/{r.Id}").Distinct().Where(a => !gathering.Has(a) && rounds.Locate(a) is not null);

    private static IEnumerable<ReferenceValue> References(IndexedResource resource, SearchInclude include) =>
        (include.Code is null ? resource.Index.Values.Values.SelectMany(v => v) : resource.Index.Values.GetValueOrDefault(include.Code, []))
        .OfType<ReferenceValue>().Where(r => r.IsLocal && (include.Target is null || r.Type == include.Target));

    // _id names the very resources; null when the search does not. A gateway id tells its type.
    private List<string>? Addresses(SearchQuery query)
    {
        if (query.Criteria.OfType<ValueCriterion>().FirstOrDefault(c => c is { IsNegated: false, Parameter.Code: "_id" }) is not { } criterion)
            return null;
        var named = criterion.Terms.OfType<TokenTerm>().Select(t => t.Key).OfType<string>().ToList();
        if (query.Types.Count > 0)
            return [.. query.Types.SelectMany(t => named.Select(k => $"{t}/{k}")).Distinct().Take(MostAddresses)];
        return named.TrueForAll(k => ids.TryOpen(k, out _)) ? [.. named.Select(k => ids.TryOpen(k, out var opened) ? $"{opened.Type}/{k}" : k).Take(MostAddresses)] : null;
    }
}
