using Gateway.Fhir.Paths.Values;
using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Values;

/// <summary>Reads the parts of one element that a composite looks at; an element that lacks one of them gives nothing.</summary>
internal static class CompositeValues
{
    public static void Add(SearchParameter parameter, in PathValue item, ExtractionScope scope, List<IndexValue> values)
    {
        if (!item.IsElement)
            return;
        var parts = new List<IReadOnlyList<IndexValue>>();
        var environment = scope.Environment with { Resource = scope.Resource };
        foreach (var component in parameter.Components)
        {
            var part = new List<IndexValue>();
            if (!scope.Read(component.Parameter, component.Paths, item.Element, environment, part))
                return;
            if (part.Count == 0)
                return;
            parts.Add([.. part.Distinct()]);
        }

        values.Add(new CompositeValue(parts));
    }
}
