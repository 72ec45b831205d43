using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>Writes the values of references anew, so that what is read from the text elsewhere is what was read here.</summary>
internal static class LocatedReferences
{
    /// <summary>The value with <c>Type/id</c> in the place of each URL that means a local resource (<see cref="SearchContext.Locate"/>), or beside it where that may be a canonical.</summary>
    public static string Of(SearchCriterion criterion, string value, SearchContext context)
    {
        if (context.Locate is null || !value.Contains(':', StringComparison.Ordinal) || !IsOfReferences(criterion, out var isComposite))
            return value;
        return string.Join(',', SearchEscapes.Split(value, ',').SelectMany(v => isComposite ? [string.Join('$', SearchEscapes.Split(v, '$').Select(p => Of(p, context)[0]))] : Of(v, context)).Distinct());
    }

    private static IReadOnlyList<string> Of(string text, SearchContext context)
    {
        if (SearchEscapes.Unescape(text) is not { } url || !url.Contains(':', StringComparison.Ordinal) || ReferenceText.Read(url, context) is not { IsLocal: true } found)
            return [text];
        var address = $"{found.Type}/{found.Id}{(found.Version is null ? "" : $"/_history/{found.Version}")}";
        return ReferenceTerms.IsCanonical(url, found, context) ? [address, text] : [address];
    }

    // A chain over several types ends in what the first of them means by it, as its text is one for all.
    private static bool IsOfReferences(SearchCriterion criterion, out bool isComposite)
    {
        isComposite = false;
        switch (criterion)
        {
            case ChainCriterion chain:
                return IsOfReferences(chain.Targets[0].Condition, out isComposite);
            case ReverseChainCriterion reverse:
                return IsOfReferences(reverse.Condition, out isComposite);
            case ValueCriterion { Parameter.Type: SearchParameterType.Composite } composite:
                return isComposite = composite.Parameter.Components.Any(c => c.Parameter.Type == SearchParameterType.Reference);
            default:
                return criterion is ValueCriterion { Parameter.Type: SearchParameterType.Reference } value && value.Terms.All(t => t is ReferenceTerm { IsBelow: false });
        }
    }
}
