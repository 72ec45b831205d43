using System.Collections.Concurrent;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Values;
using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Values;

/// <summary>What the reading of one resource's values goes by.</summary>
/// <param name="Context">Parameters, zone, and what finds local resources.</param>
/// <param name="Resource">The resource, or the contained resource, that is indexed.</param>
/// <param name="Container">The resource around it; the same when it is not contained.</param>
/// <param name="Owner">Type and id of the container: <c>Patient/1</c>.</param>
/// <param name="Environment">What expressions are evaluated with.</param>
/// <param name="Systems">One copy of each system and unit, however many values have it.</param>
internal sealed record ExtractionScope(
    SearchContext Context, Element Resource, Element Container, string Owner, PathEnvironment Environment, ConcurrentDictionary<string, string> Systems)
{
    private const int MostSystems = 10_000;

    /// <summary>The shared copy of a system or unit.</summary>
    public string? Shared(string? text) => text is null ? null
        : Systems.TryGetValue(text, out var known) ? known
        : Systems.Count < MostSystems ? Systems.GetOrAdd(text, text) : text;

    /// <summary>Reads what the alternatives of an expression give on an element; false when one fails, or there are none.</summary>
    public bool Read(SearchParameter parameter, IReadOnlyList<CompiledPath>? paths, Element element, PathEnvironment environment, List<IndexValue> values)
    {
        if (paths is null)
            return false;
        foreach (var path in paths)
        {
            if (path.Evaluate(element, environment) is not { Fault: null } answer)
                return false;
            for (var i = 0; i < answer.Values.Count; i++)
                Read(parameter, answer.Values[i], values);
        }

        return true;
    }

    /// <summary>Reads what one item of an expression's answer gives, as the parameter's type has it.</summary>
    private void Read(SearchParameter parameter, in PathValue item, List<IndexValue> values)
    {
        // A parameter on an extension means its value.
        if (item.IsElement && item.Element.Type.Name == "Extension")
        {
            foreach (var value in item.Element["value"])
                Read(parameter, PathValue.Of(value), values);
            return;
        }

        switch (parameter.Type)
        {
            case SearchParameterType.Token:
                TokenValues.Add(item, this, parameter.IsCaseSensitive, values);
                break;
            case SearchParameterType.String:
                StringValues.Add(item, values);
                break;
            case SearchParameterType.Date:
                DateValues.Add(item, Context.Zone, values);
                break;
            case SearchParameterType.Number:
                NumberValues.Add(item, values);
                break;
            case SearchParameterType.Quantity:
                QuantityValues.Add(item, this, values);
                break;
            case SearchParameterType.Reference:
                ReferenceValues.Add(item, this, values);
                break;
            case SearchParameterType.Uri:
                UriValues.Add(item, this, values);
                break;
            case SearchParameterType.Composite:
                CompositeValues.Add(parameter, item, this, values);
                break;
        }
    }
}
