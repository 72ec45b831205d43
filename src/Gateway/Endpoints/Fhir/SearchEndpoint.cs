using System.Text;
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

namespace Gateway.Endpoints.Fhir;

/// <summary><c>GET /fhir/{type}</c> and <c>POST /fhir/{type}/_search</c> (http://hl7.org/fhir/R4/http.html#search), over all sources.</summary>
internal sealed class SearchEndpoint(FederatedSearch federation, Viewings viewings, SearchContext context, PageCursors cursors, GatewayIds ids, FederationOptions options, FhirAddress address, GatewayMeter meter, TimeProvider time)
{
    private const string CursorName = "_cursor";
    private const int MaxForm = 64 * 1024;

    public async Task<IResult> GetAsync(string type, HttpContext http) => await SearchAsync(type, http.Request.QueryString.Value ?? "", null, http);

    /// <summary>The form's parameters count as if they stood in the URL, together with those that do.</summary>
    public async Task<IResult> PostAsync(string type, HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return FhirAnswer.Of(new FhirProblem(415, "not-supported", "A search is posted as application/x-www-form-urlencoded."));
        var body = new byte[MaxForm + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, http.RequestAborted);
        if (length > MaxForm)
            return FhirAnswer.Of(new FhirProblem(413, "too-long", $"The form has more than {MaxForm} bytes."));
        var url = http.Request.QueryString.Value?.TrimStart('?') ?? "";
        var form = Encoding.UTF8.GetString(body, 0, length);
        return await SearchAsync(type, url.Length == 0 ? form : $"{url}&{form}", form, http);
    }

    private async Task<IResult> SearchAsync(string type, string text, string? form, HttpContext http)
    {
        var caller = http.Caller();
        if (!context.Parameters.HasType(type))
            return FhirAnswer.Of(FhirProblem.NotFound);
        if (!caller.Grant(Interaction.Search, type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var after = http.Request.Query.TryGetValue(CursorName, out var link) ? cursors.Open(link.ToString(), Owner(caller), time.GetUtcNow()) : null;
        if (link.Count > 0 && after?.Type != type)
            return FhirAnswer.Of(new FhirProblem(400, "value", "The link to this page is no longer good. Search again."));
        text = after?.Query ?? text;
        var isStrict = CompletenessAnswer.IsStrict(http.Request);
        var parse = SearchQueryParser.Parse(type, text, context, new SearchOptions { IsStrict = isStrict, Time = time });
        if (parse.Query is null)
            return FhirAnswer.Of(FhirProblem.Invalid(parse.Faults));
        if (NamedNumbers.IsMistyped(PersonCriteria.Find(parse.Query, ids, new RawNumbers(parse.Self))))
            return FhirAnswer.Of(FhirProblem.MistypedNhsNumber);
        var (viewing, problem) = await viewings.OpenAsync(http, "search-type", form: form, asked: (Interaction.Search, type));
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        var found = await federation.SearchAsync(new SearchRequest(parse.Query, parse.Self, viewing) { After = after }, http.RequestAborted);
        if (found.NeedsPerson || (isStrict && found.Reports.Any(r => r.NeedsPerson)))
            return FhirAnswer.Of(new FhirProblem(400, "required", "Records of this type are found for named persons only: give patient, patient.identifier or identifier."));
        if (found.HasManyPersons)
            return FhirAnswer.Of(new FhirProblem(400, "too-costly", $"One search may name {options.Persons} persons."));
        meter.Count(type, found);
        if (found.HasFailed || (isStrict && found.IsIncomplete))
            return await CompletenessAnswer.WithheldAsync(viewing, found, parse.Faults, http.RequestAborted);
        return new FhirAnswer(await viewing.ReleaseAsync(Bundle(type, parse, found, viewing, http.Request), http.RequestAborted));
    }

    private Element Bundle(string type, SearchParse parse, SearchOutcome found, Viewing viewing, HttpRequest request)
    {
        var (query, root) = (parse.Query!, address.Of(request));
        return SearchsetBundle.Of(query, found.Result, new SearchsetFrame($"{root}/{type}{(parse.Self.Length > 0 ? "?" : "")}{parse.Self}")
        {
            BaseUrl = root,
            Total = query.Total != TotalMode.None && found.IsWhole ? found.Result.Total : null,
            Next = found.Result.Next is { } next ? $"{root}/{type}?{CursorName}={cursors.Seal(new PageCursor(type, parse.Self, next, time.GetUtcNow() + options.CursorLife), Owner(viewing.Caller))}{Format(request)}" : null,
            Outcome = CompletenessAnswer.Outcome(viewing, found, parse.Faults),
        });
    }

    // The next page comes in the format that this one was asked for in.
    private static string Format(HttpRequest request) => request.Query["_format"].ToString() is { Length: > 0 } format ? $"&_format={Uri.EscapeDataString(format)}" : "";

    // A link is good for the client and person whose search it continues, for the same purpose.
    private static string Owner(Caller caller) => $"{caller.Issuer}\n{caller.ClientId}\n{caller.Subject}\n{caller.Organization}\n{caller.Purpose}";
}
