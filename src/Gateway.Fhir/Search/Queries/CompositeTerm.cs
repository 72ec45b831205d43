using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary><c>a$b</c> (http://hl7.org/fhir/R4/search.html#composite): in one and the same element every part matches a value of that part.</summary>
public sealed record CompositeTerm(IReadOnlyList<SearchTerm> Parts) : SearchTerm
{
    public override bool Matches(IndexValue value)
    {
        if (value is not CompositeValue composite || composite.Parts.Count != Parts.Count)
            return false;
        for (var i = 0; i < Parts.Count; i++)
            if (!MatchesAny(Parts[i], composite.Parts[i]))
                return false;
        return true;
    }

    private static bool MatchesAny(SearchTerm term, IReadOnlyList<IndexValue> values)
    {
        for (var i = 0; i < values.Count; i++)
            if (term.Matches(values[i]))
                return true;
        return false;
    }
}
