using System.Text.Json;
using Gateway.Access.Redaction.Conditions;
using Gateway.Fhir.Definitions;

namespace Gateway.Access.Redaction.Reading;

/// <summary>
/// Reads a condition: an object of paths and what is asked there, all of which must be so. At a path there may be a list of values, <c>true</c> or <c>false</c> for something or nothing, a list of
/// <c>codes</c> or <c>numbers</c> by its name, a shape (<c>matching</c>) or a limit (<c>below</c>); <c>any</c> and <c>not</c> hold further conditions.
/// </summary>
internal sealed class ConditionReader(Vocabulary words, ReadFaults faults)
{
    public Condition Read(JsonElement value, TypeDefinition type, string at)
    {
        Condition[] all = [.. JsonParts.Properties(value, at, faults).Select(p => One(p, type, $"{at}.{p.Name}"))];
        return all is [var one] ? one : new AllOf(all);
    }

    private Condition One(JsonProperty property, TypeDefinition type, string at)
    {
        if (property.Name == "not")
            return new Not(Read(property.Value, type, at));
        if (property.Name != "any")
            return Path(property, type, at);
        if (property.Value.ValueKind == JsonValueKind.Array)
            return new AnyOf([.. property.Value.EnumerateArray().Select(v => Read(v, type, at))]);
        faults.Add(at, "a list of conditions is due.");
        return new AnyOf([]);
    }

    private Condition Path(JsonProperty property, TypeDefinition type, string at)
    {
        var (steps, current) = (new List<PathStep>(), type);
        foreach (var step in property.Name.Split('.'))
        {
            if (current?.Find(step) is not { } definition)
            {
                faults.Add(at, $"{current?.Path ?? "a choice"} has no element {step}.");
                return new AnyOf([]);
            }

            steps.Add(new PathStep(definition));
            current = definition.IsChoice ? null : definition.Type;
        }

        if (property.Value.ValueKind == JsonValueKind.False)
            return new Not(new AtPath([.. steps], new IsThere()));
        return new AtPath([.. steps], Test(property.Value, at));
    }

    private Condition Test(JsonElement value, string at) => value.ValueKind switch
    {
        JsonValueKind.True => new IsThere(),
        JsonValueKind.String or JsonValueKind.Array => new IsOneOf(Utf8Value.All(JsonParts.Texts(value, at, faults))),
        JsonValueKind.Object when value.EnumerateObject().ToList() is [var test] => Test(test, at),
        _ => Unknown(at),
    };

    private Condition Test(JsonProperty test, string at)
    {
        switch (test.Name)
        {
            case "codes" when words.List(JsonParts.Text(test.Value, at, faults)) is { } list:
                return new IsCoded(list);
            case "numbers" when words.Numbers(JsonParts.Text(test.Value, at, faults)) is { } systems:
                return new IsNumbered(systems);
            case "matching" when JsonParts.Shape(test.Value, at, faults) is { } shape:
                return new IsShaped(shape);
            case "below" when test.Value.TryGetDecimal(out var limit):
                return new IsBelow(limit);
            case "codes" or "numbers":
                faults.Add(at, $"there are no {test.Name} {test.Value}.");
                return new AnyOf([]);
            default:
                return Unknown(at);
        }
    }

    private AnyOf Unknown(string at)
    {
        faults.Add(at, "values, true, false, codes, numbers, matching or below is due.");
        return new AnyOf([]);
    }
}
