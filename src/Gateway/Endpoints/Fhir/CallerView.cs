using Gateway.Federation;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Security;

namespace Gateway.Endpoints.Fhir;

/// <summary>What a caller sees, from the kind of recipient that it is and the scopes of its token.</summary>
internal static class CallerView
{
    public static Disclosed Of(Caller caller, Interaction interaction, SearchContext context) =>
        new(resource => resource, type => Restrictions(caller.Grant(interaction, type), type, context));

    // A restriction that cannot be read is met by nothing.
    private static SearchQuery[]? Restrictions(ScopeGrant grant, string type, SearchContext context)
    {
        if (!grant.IsAllowed)
            return null;
        if (grant.Restrictions.Count == 0)
            return [];
        SearchQuery[] queries = [.. grant.Restrictions.Select(r => SearchQueryParser.Parse(type, r, context, new SearchOptions { IsStrict = true }).Query).OfType<SearchQuery>()];
        return queries.Length == 0 ? null : queries;
    }
}
