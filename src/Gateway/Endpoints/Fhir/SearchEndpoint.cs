using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Federation.Completeness;
using Gateway.Federation.Ids;
using Gateway.Federation.Paging;
using Gateway.Federation.Persons;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Results;
using Gateway.Security;
using Gateway.Telemetry;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Endpoints.Fhir;

/// <summary>
/// <c>GET /fhir/{type}</c> and <c>POST /fhir/{type}/_search</c> (http://hl7.org/fhir/R4/http.html#search), the same over all types and in a compartment, over all sources.
/// </summary>
internal sealed class SearchEndpoint(FederatedSearch federation, Viewings viewings, SearchContext context, PageCursors cursors, GatewayIds ids, FederationOptions options, FhirAddress address, KnownCodes codes, GatewayMeter meter, TimeProvider time)
{
    private static readonly FhirProblem s_tooMuch = new(400, "too-costly", "There is more than can be looked at, and asked again there would not be less. Narrow the search.");

    public Task<IResult> GetAsync(string type, HttpContext http) => GetAsync(new SearchTarget(type), http);

    public async Task<IResult> GetAsync(SearchTarget target, HttpContext http) => await SearchAsync(target, http.Request.QueryString.Value ?? "", null, http);

    public Task<IResult> PostAsync(string type, HttpContext http) => PostAsync(new SearchTarget(type), http);

    public async Task<IResult> PostAsync(SearchTarget target, HttpContext http)
    {
        var (form, all, problem) = await SearchForm.ReadAsync(http.Request, http.RequestAborted);
        return problem is null ? await SearchAsync(target, all, form, http) : FhirAnswer.Of(problem);
    }

    private async Task<IResult> SearchAsync(SearchTarget target, string text, string? form, HttpContext http)
    {
        var caller = http.Caller();
        if (!target.IsIn(context) || (target.Type is { } held && !federation.IsHeld(held)))
            return FhirAnswer.Of(FhirProblem.NotFound);
        if (!MaySearch(caller, target.Type is { } type ? [type] : []))
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var after = QueryHelpers.ParseQuery(text).TryGetValue(PageCursors.Parameter, out var link) ? cursors.Open(link.ToString(), caller.PageOwner, time.GetUtcNow()) : null;
        if (link.Count > 0 && after?.Path != target.Path)
            return FhirAnswer.Of(FhirProblem.DeadLink);
        text = after?.Query ?? text;
        var isStrict = CompletenessAnswer.IsStrict(http.Request);
        var parse = SearchQueryParser.Parse(target.Type, text, context.At(address.Of(http.Request)), new SearchOptions { IsStrict = isStrict, Time = time, Terminology = LoadedTerms.Of(codes.Loaded), Compartment = target.Compartment });
        if (parse.Query is null)
            return FhirAnswer.Of(FhirProblem.Invalid(parse.Faults));
        if (!MaySearch(caller, parse.Query.Types))
            return FhirAnswer.Of(FhirProblem.Forbidden);
        if (NamedNumbers.IsMistyped(PersonCriteria.Find(parse.Query, ids, new RawNumbers(parse.Self))))
            return FhirAnswer.Of(FhirProblem.MistypedNhsNumber);
        var (viewing, problem) = await viewings.OpenAsync(http, target.Type is null ? "search-system" : "search-type", form: form, asked: (Interaction.Search, target.Type ?? SmartScope.AllTypes));
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        var found = await federation.SearchAsync(new SearchRequest(parse.Query, parse.Self, viewing) { After = after }, http.RequestAborted);
        if (found.NeedsPerson || (isStrict && found.Reports.Any(r => r.NeedsPerson)))
            return FhirAnswer.Of(new FhirProblem(400, "required", "Records of this type are found for named persons only: give patient, patient.identifier or identifier."));
        if (found.HasManyPersons)
            return FhirAnswer.Of(new FhirProblem(400, "too-costly", $"One search may name {options.Persons} persons."));
        meter.Count(target.Type ?? SearchTarget.AllTypes, found);
        if (isStrict && found is { IsIncomplete: true, IsOnlyCut: true })
            return await FhirAnswer.RefusedAsync(viewing, s_tooMuch, http.RequestAborted);
        if (found.HasFailed || (isStrict && found.IsIncomplete))
            return await CompletenessAnswer.WithheldAsync(viewing, found, parse.Faults, http.RequestAborted);
        return await FhirAnswer.ReleaseAsync(viewing, Bundle(target.Path, parse, found, viewing, http.Request), http);
    }

    // Each type that is named must be the caller's to search; where none is, some must be, and what is of others is not seen.
    private bool MaySearch(Caller caller, IReadOnlyList<string> types) => types.Count > 0
        ? types.All(t => caller.Grant(Interaction.Search, t).IsAllowed)
        : context.Parameters.Definitions.Names.Any(t => context.Parameters.HasType(t) && caller.Grant(Interaction.Search, t).IsAllowed);

    private Element Bundle(string path, SearchParse parse, SearchOutcome found, Viewing viewing, HttpRequest request)
    {
        var (query, root) = (parse.Query!, address.Of(request));
        return SearchsetBundle.Of(query, found.Result, new SearchsetFrame($"{root}{(path.Length > 0 ? "/" : "")}{path}{(parse.Self.Length > 0 ? "?" : "")}{parse.Self}")
        {
            BaseUrl = root,
            Total = query.Total != TotalMode.None && found.IsWhole ? found.Result.Total : null,
            Next = found.Result.Next is { } next ? cursors.Link(root, new PageCursor(path, parse.Self, next, time.GetUtcNow() + options.CursorLife), viewing.Caller.PageOwner, request) : null,
            Outcome = CompletenessAnswer.Outcome(viewing, found, parse.Faults),
        });
    }
}
