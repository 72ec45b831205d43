using System.Runtime.InteropServices;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Tests.Data;

/// <summary>
/// Writes random resources as JSON text straight from the definitions: any elements and types of choices, properties in any order,
/// companions before or after their values, escapes in any spelling. Readable, though hardly ever valid. One seed gives one text.
/// </summary>
internal sealed class GeneratedJson(int seed)
{
    private const int MaxDepth = 5;
    private static readonly TypeDefinition[] s_resources =
        [.. DefinitionSet.R4.Names.Select(n => DefinitionSet.R4.FindType(n)!).Where(t => t is { IsResource: true, IsAbstract: false })];

    private readonly Random _random = new(seed);
    private readonly GeneratedValue _values = new(new Random(seed + 1));

    public string Resource() => Object(Pick(s_resources), 1, isResource: true);

    private string Object(TypeDefinition type, int depth, bool isResource)
    {
        List<string> properties = isResource ? [$"\"resourceType\":\"{type.Name}\""] : [];
        foreach (var element in type.Elements)
            if (_random.Next(type.Elements.Count + 4) < 5)
                properties.AddRange(Properties(element.IsChoice ? Pick(element.Variants) : element, depth));
        if (properties.Count == 0)
            properties.Add($"\"id\":{_values.Of(PrimitiveKind.Id)}");
        _random.Shuffle(CollectionsMarshal.AsSpan(properties));
        return $"{{{string.Join(_random.Next(4) == 0 ? " ,\n" : ",", properties)}}}";
    }

    private IEnumerable<string> Properties(ElementDefinition element, int depth)
    {
        if (depth >= MaxDepth && !element.Type.IsPrimitive)
            yield break;
        var count = element.IsArray ? _random.Next(1, 4) : 1;
        var name = _values.Name(element.JsonName);
        if (!element.Type.IsPrimitive)
        {
            yield return $"{name}:{Items(element, [.. Enumerable.Range(0, count).Select(_ => Item(element, depth))])}";
            yield break;
        }

        var values = new string[count];
        var companions = new string[count];
        for (var i = 0; i < count; i++)
        {
            var hasCompanion = HasRoom(element, depth) && _random.Next(4) == 0;
            values[i] = hasCompanion && _random.Next(2) == 0 ? "null" : _values.Of(element.Type.Primitive);
            companions[i] = hasCompanion ? Object(element.Type, depth + 1, isResource: false) : "null";
        }

        if (values.Any(v => v != "null"))
            yield return $"{name}:{Items(element, values)}";
        if (companions.Any(c => c != "null"))
            yield return $"\"_{element.JsonName}\":{Items(element, companions)}";
    }

    private static bool HasRoom(ElementDefinition element, int depth) =>
        (element.Facts.Traits & ElementTraits.XmlAttribute) == 0 && depth + 1 < MaxDepth;

    private string Item(ElementDefinition element, int depth) => element.HoldsResource
        ? Object(Pick(s_resources), depth + 1, isResource: true)
        : Object(element.Type, depth + 1, isResource: false);

    private static string Items(ElementDefinition element, string[] items) => element.IsArray ? $"[{string.Join(", ", items)}]" : items[0];

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
