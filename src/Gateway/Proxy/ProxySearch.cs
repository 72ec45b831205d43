using Gateway.Endpoints.Fhir;
using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Paging;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Results;
using Gateway.Fhir.Search.Values;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Sources.Interfaces;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Proxy;

/// <summary>
/// Searches a source by its own search: (1) what the kernel cannot check is refused; (2) the source's pages are followed by the gateway, inside the source alone; (3) each resource is decided; (4) what the
/// caller sees is matched, sorted and cut once more by the kernel, so that nothing hidden shows in what was found, counted or put first. Links to pages are the gateway's own, sealed.
/// </summary>
internal sealed class ProxySearch(ProxyFrame frame, SearchContext context, IndexExtractor extractor, PageCursors cursors, FederationOptions options, TimeProvider time)
{
    // What is done with what was found is done here.
    private static readonly HashSet<string> s_ours = new(StringComparer.Ordinal) { "_count", "_sort", "_total", "_summary", "_elements", "_contained", "_containedType" };

    public Task<IResult> GetAsync(FhirInterface source, ProxyPath path, HttpContext http) => SearchAsync(source, path, http.Request.QueryString.Value ?? "", null, http);

    public async Task<IResult> PostAsync(FhirInterface source, ProxyPath path, HttpContext http)
    {
        var (form, all, problem) = await SearchForm.ReadAsync(http.Request, http.RequestAborted);
        return problem is null ? await SearchAsync(source, path, all, form, http) : FhirAnswer.Of(problem);
    }

    private async Task<IResult> SearchAsync(FhirInterface source, ProxyPath path, string text, string? form, HttpContext http)
    {
        var (caller, place) = (http.Caller(), $"{source.Source.Name}/{path.Type}");
        if (!caller.Grant(Interaction.Search, path.Type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var after = QueryHelpers.ParseQuery(text).TryGetValue(PageCursors.Parameter, out var link) ? cursors.Open(link.ToString(), caller.PageOwner, time.GetUtcNow()) : null;
        if (link.Count > 0 && after?.Path != place)
            return FhirAnswer.Of(FhirProblem.DeadLink);
        var parse = SearchQueryParser.Parse(path.Type, after?.Query ?? text, context.At(frame.Outer(source, http.Request)), new SearchOptions { IsStrict = true, Time = time });
        if (parse.Query is not { } query)
            return FhirAnswer.Of(FhirProblem.Invalid(parse.Faults));
        if (query.Criteria.Any(c => !IsCheckable(c)))
            return FhirAnswer.Of(new FhirProblem(400, "not-supported", "Conditions of this search lead over resources that are not looked at here: only those of Patients can be followed."));
        var (session, problem) = await frame.OpenAsync(source, path, "search-type", http, Interaction.Search, form);
        if (session is null)
            return FhirAnswer.Of(problem!);
        var listing = await source.SearchAsync(path.Type, Asked(parse.Self), options.Records, session.Rewriter, http.RequestAborted);
        var failure = listing.Reply.State == SourceState.Answered ? (await session.AddAsync(listing.Resources, null, http.RequestAborted)).Failure : listing.Reply;
        if (failure is null)
            return await AnswerAsync(session, path, parse, listing, after, http);
        await session.Viewing.RefuseAsync(http.RequestAborted);
        return FhirAnswer.Of(ProxyProblems.Of(source.Source, failure));
    }

    private async Task<IResult> AnswerAsync(ProxySession session, ProxyPath path, SearchParse parse, FhirListing listing, PageCursor? after, HttpContext http)
    {
        var (index, addresses) = (new SearchIndex(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var resource in session.All)
            if (session.See(resource) is { } seen)
            {
                index.Add(seen, extractor.Extract(seen));
                addresses[$"{seen.Type.Name}/{seen.ChildText("id")}"] = resource.Address;
            }

        var query = parse.Query! with { Count = parse.Query.Count ?? options.PageSize };
        var result = new InMemorySearch(index).Run(query, after?.After);
        var report = new SourceReport(session.Source.Source, SourceState.Answered) { AsOf = listing.Reply.Date, IsCut = listing.IsCut };
        var bundle = Bundle(session, path, parse, query, result, report, http.Request);
        return new FhirAnswer(await session.Viewing.ReleaseAsync(bundle, result.Matches.Concat(result.Included).Select(r => addresses[$"{r.Type}/{r.Id}"]), http.RequestAborted));
    }

    private Element Bundle(ProxySession session, ProxyPath path, SearchParse parse, SearchQuery query, SearchResult result, SourceReport report, HttpRequest request)
    {
        var (root, owner) = (frame.Outer(session.Source, request), session.Viewing.Caller.PageOwner);
        return SearchsetBundle.Of(query, result, new SearchsetFrame($"{root}/{path.Type}{(parse.Self.Length > 0 ? "?" : "")}{parse.Self}")
        {
            BaseUrl = root,
            Total = query.Total != TotalMode.None && report.IsWhole && !report.IsCut ? result.Total : null,
            Next = result.Next is { } next ? $"{root}/{path.Type}?{PageCursors.Parameter}={cursors.Seal(new PageCursor($"{session.Source.Source.Name}/{path.Type}", parse.Self, next, time.GetUtcNow() + options.CursorLife), owner)}" : null,
            Outcome = CompletenessAnswer.Outcome(session.Viewing, new SearchOutcome(result, [report]), parse.Faults),
        });
    }

    // What the source is asked: the conditions, and what is to come along.
    private static string Asked(string self) => string.Join('&', self.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !s_ours.Contains(p.Split('=')[0])));

    // A condition on another resource is checked on that resource, as it is seen; of others than these, the Patients are at hand.
    private static bool IsCheckable(SearchCriterion criterion) => criterion switch
    {
        ReverseChainCriterion => false,
        ChainCriterion chain => chain.Targets.Any(t => t.Type == "Patient" && t.Condition is not (ChainCriterion or ReverseChainCriterion)),
        _ => true,
    };
}
