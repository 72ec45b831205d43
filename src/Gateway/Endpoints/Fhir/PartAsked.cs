using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Endpoints.Fhir;

/// <summary>What part of a resource a request asks for where nothing is searched: <c>_summary</c> and <c>_elements</c>, read as searches read them.</summary>
internal static class PartAsked
{
    /// <summary>A query without conditions, or why it cannot be taken.</summary>
    /// <param name="type">The type of the resources; null for any.</param>
    /// <param name="query">The query string.</param>
    /// <param name="context">What searches know.</param>
    /// <param name="others">Further result parameters that the interaction knows.</param>
    public static (SearchQuery? Query, FhirProblem? Problem) Of(string? type, string query, SearchContext context, params string[] others)
    {
        var asked = query.TrimStart('?').Split('&').Where(p => p.Split('=')[0] is "_summary" or "_elements" || others.Contains(p.Split('=')[0]));
        var parse = SearchQueryParser.Parse(type, string.Join('&', asked), context);
        return parse.Query switch
        {
            null => (null, FhirProblem.Invalid(parse.Faults)),
            { Summary: SummaryMode.Count } when !others.Contains("_count") => (null, new FhirProblem(400, "value", "Only what is found by a search can be counted.")),
            var asWanted => (asWanted, null),
        };
    }
}
