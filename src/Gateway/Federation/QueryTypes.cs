using Gateway.Fhir.Search.Queries;

namespace Gateway.Federation;

/// <summary>The types of resources that a search needs to look at.</summary>
internal static class QueryTypes
{
    /// <summary>Those searched, and those that conditions and reverse includes lead over; empty when that may be any.</summary>
    public static IReadOnlySet<string> Of(SearchQuery query)
    {
        var types = new HashSet<string>(query.Types, StringComparer.Ordinal);
        if (query.Types.Count == 0 || query.Includes.Any(i => i is { IsReverse: true, Source: "*" }))
            return new HashSet<string>();
        types.UnionWith(query.Includes.Where(i => i.IsReverse).Select(i => i.Source));
        foreach (var criterion in query.Criteria)
            Add(criterion, types);
        return types;
    }

    private static void Add(SearchCriterion criterion, HashSet<string> types)
    {
        if (criterion is ChainCriterion chain)
        {
            foreach (var target in chain.Targets)
            {
                types.Add(target.Type);
                Add(target.Condition, types);
            }
        }
        else if (criterion is ReverseChainCriterion reverse)
        {
            types.Add(reverse.Type);
            Add(reverse.Condition, types);
        }
    }
}
