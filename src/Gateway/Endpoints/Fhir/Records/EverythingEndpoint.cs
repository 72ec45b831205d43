using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Federation;
using Gateway.Federation.Paging;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Results;
using Gateway.Fhir.Search.Values;
using Gateway.Security;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>
/// <c>Patient/{id}/$everything</c> and <c>Patient/$everything?identifier=system|value</c> (http://hl7.org/fhir/R4/patient-operation-everything.html): all that all sources know of a person, then
/// what that refers to, as pages of a searchset that ends with the completeness outcome.
/// </summary>
internal sealed class EverythingEndpoint(PersonOperation operation, PersonTypes personal, SearchContext context, PageCursors cursors, FederationOptions options, FhirAddress address, TimeProvider time)
{
    private const string Word = "$everything";

    /// <param name="id">The id of one of the person's Patients; null where a number names the person.</param>
    /// <param name="http">The request.</param>
    public async Task<IResult> GetAsync(string? id, HttpContext http)
    {
        var caller = http.Caller();
        if (!caller.Grant(Interaction.Read, PersonTypes.Patient).IsAllowed && !caller.Grant(Interaction.Search, PersonTypes.Patient).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (input, fault) = await OperationInput.ReadAsync(http, OperationSignature.OfSearch);
        if (input is null)
            return FhirAnswer.Of(fault!);
        var path = id is null ? $"{PersonTypes.Patient}/{Word}" : $"{PersonTypes.Patient}/{id}/{Word}";
        var link = input.Of(PageCursors.Parameter);
        var after = link.Length > 0 ? cursors.Open(link, caller.PageOwner, time.GetUtcNow()) : null;
        if (link.Length > 0 && after?.Path != path)
            return FhirAnswer.Of(FhirProblem.DeadLink);
        var isStrict = CompletenessAnswer.IsStrict(http.Request);
        input = after is null ? input : OperationInput.Parse(after.Query);
        var (request, faults) = EverythingRequest.Read(input, context, new SearchOptions { IsStrict = isStrict, Time = time });
        if (request is null)
            return FhirAnswer.Of(FhirProblem.Invalid(faults));
        if (request.Query.Types.FirstOrDefault(t => !caller.Grant(Interaction.Read, t).IsAllowed && !caller.Grant(Interaction.Search, t).IsAllowed) is not null)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (named, problem) = operation.Named(id, input);
        return named is null ? FhirAnswer.Of(problem!)
            : await operation.AnswerAsync(Word, named, Wish(request.Query), request.Faults, http, a => Bundle(request, path, after?.After, a, http.Request));
    }

    // What is referred to may be anybody's: where it is wanted, all that refers must be known.
    private PersonWish Wish(SearchQuery query)
    {
        var types = query.Types.Count > 0 && query.Types.All(personal.Has) ? query.Types.ToHashSet() : [];
        return new PersonWish { Types = types, Asked = types, IsFollowed = t => !personal.Has(t) && (query.Types.Count == 0 || types.Count == 0) };
    }

    private Element Bundle(EverythingRequest request, string path, SearchPosition? after, PersonAnswer answer, HttpRequest http)
    {
        var (query, root) = (request.Query, address.Of(http));
        var own = answer.Found.Own.Where(r => IsWanted(r.Type, query) && request.Dates.Has(r) && IsSince(r.Resource, request.Since)).ToList();
        var referred = answer.Found.Referred.Where(r => IsWanted(r.Type, query) && IsSince(r.Resource, request.Since)).Select(IndexedResources.Bare);
        var all = own.Concat(referred).OrderBy(r => Rank(r.Type)).ThenBy(r => r.Type, StringComparer.Ordinal).ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
        var rest = after is null ? all : all.SkipWhile(r => Compare(r, after) <= 0).ToList();
        var page = rest.Take(query.Count ?? options.PageSize).ToList();
        var result = new SearchResult
        {
            Total = own.Count,
            Matches = [.. page.Where(r => personal.Has(r.Type))],
            Included = [.. page.Where(r => !personal.Has(r.Type)).Select(r => r with { Resource = ResourceSubset.Of(r.Resource, query) })],
        };
        return SearchsetBundle.Of(query, result, new SearchsetFrame($"{root}/{path}{(request.Text.Length > 0 ? "?" : "")}{request.Text}")
        {
            BaseUrl = root,
            Total = answer.Outcome.IsWhole ? own.Count : null,
            Next = page.Count < rest.Count ? cursors.Link(root, new PageCursor(path, request.Text, new SearchPosition([], page[^1].Type, page[^1].Id), time.GetUtcNow() + options.CursorLife), answer.Viewing.Caller.PageOwner, http) : null,
            Outcome = answer.Said,
        });
    }

    private static bool IsWanted(string type, SearchQuery query) => query.Types.Count == 0 || query.Types.Contains(type);

    // What does not say when it was changed may have been.
    private bool IsSince(Element resource, long? since) => since is null
        || resource["meta"].SelectMany(m => m["lastUpdated"]).Select(u => DateValue.Of(u, context.Zone)).OfType<DateValue>().FirstOrDefault() is not { } changed || changed.High >= since;

    // The person first, then what is theirs, then what that refers to.
    private int Rank(string type) => type == PersonTypes.Patient ? 0 : personal.Has(type) ? 1 : 2;

    private int Compare(IndexedResource resource, SearchPosition after) => Rank(resource.Type).CompareTo(Rank(after.Type)) is not 0 and var byRank ? byRank
        : string.CompareOrdinal(resource.Type, after.Type) is not 0 and var byType ? byType : string.CompareOrdinal(resource.Id, after.Id);
}
