using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;

namespace Gateway.Security;

/// <summary>A search that resources must meet for a scope to hold, applied to one resource at a time.</summary>
internal sealed class ScopeRestriction
{
    private static readonly IndexExtractor s_values = new();
    private readonly SearchQuery _query;

    private ScopeRestriction(SearchQuery query) => _query = query;

    /// <summary>Reads a restriction; null when it cannot be applied to a resource alone (chains, unknown parameters, anything but conditions), so that it is met by none.</summary>
    public static ScopeRestriction? Read(string type, string restriction) =>
        SearchQueryParser.Parse(type, restriction, options: SearchOptions.Default with { IsStrict = true }).Query is { Criteria.Count: > 0, Includes.Count: 0, Sort.Count: 0, Elements.Count: 0, Count: null, Summary: SummaryMode.False } query
        && query.Criteria.All(c => c is ValueCriterion or MissingCriterion) ? new ScopeRestriction(query) : null;

    /// <summary>True for a resource that meets it. One without an id cannot be judged.</summary>
    public bool IsMetBy(Element resource)
    {
        if (resource.ChildText("id") is null)
            return false;
        var index = new SearchIndex();
        index.Add(resource, s_values.Extract(resource));
        return new InMemorySearch(index).Count(_query) == 1;
    }
}
