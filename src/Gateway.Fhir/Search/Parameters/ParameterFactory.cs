using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Search.Parameters;

/// <summary>Makes parameters of facts: types known, parts of composites joined, what cannot be searched by told apart.</summary>
internal static class ParameterFactory
{
    // Examples in R4's own package that share a code with a real parameter.
    private static readonly string[] s_examples = ["http://hl7.org/fhir/SearchParameter/example", "http://hl7.org/fhir/SearchParameter/example-reference", "http://hl7.org/fhir/SearchParameter/example-extension"];

    public static IReadOnlyList<SearchParameter> Make(IReadOnlyList<SearchParameterFacts> facts)
    {
        var byUrl = new Dictionary<string, SearchParameter>(StringComparer.Ordinal);
        foreach (var fact in facts.Where(f => f.Type != "composite" && !s_examples.Contains(f.Url)))
            byUrl[fact.Url] = new SearchParameter(fact, TypeOf(fact), []) { Refusal = Refusal(fact) };
        var made = new List<SearchParameter>(byUrl.Values);
        foreach (var fact in facts.Where(f => f.Type == "composite"))
        {
            SearchComponent[] parts = [.. fact.Components.Where(c => byUrl.ContainsKey(c.Definition)).Select(c => new SearchComponent(byUrl[c.Definition], c.Expression))];
            made.Add(new SearchParameter(fact, SearchParameterType.Composite, parts)
            {
                Refusal = parts.Length > 1 && parts.Length == fact.Components.Count ? null : "is made of parameters that are not known",
            });
        }

        return made;
    }

    private static SearchParameterType TypeOf(SearchParameterFacts fact) =>
        Enum.TryParse<SearchParameterType>(fact.Type, ignoreCase: true, out var type) ? type : SearchParameterType.Special;

    private static string? Refusal(SearchParameterFacts fact) => fact.Code switch
    {
        "_text" or "_content" => "needs an index of words, which there is none of",
        "_query" => "names a query, and none is defined",
        "_filter" => "is not supported; the other parameters are",
        _ when fact.Type == "special" => "is not supported",
        _ when fact.Expression.Length == 0 => "does not say where its values lie",
        _ => null,
    };
}
