using System.Text.Json;
using Gateway.Access.Redaction.Conditions;
using Gateway.Access.Redaction.Parts;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Access.Redaction.Reading;

/// <summary>
/// Reads the parts that are shown of a type: an object of elements, each <c>"value"</c>, <c>"words"</c>, <c>"whole"</c>, an object that says more, or a list of these where an element is shown in several ways.
/// An element that could turn the meaning round must be shown, or left out with a reason (<c>without</c>).
/// </summary>
internal sealed class PartReader(Vocabulary words, ConditionReader conditions, ReadFaults faults)
{
    private readonly Dictionary<(string Set, string Type), PartList> _sets = [];

    public PartList Read(IEnumerable<JsonProperty> shows, JsonElement without, TypeDefinition type, string at) => Read(new PartList(type), shows, without, at);

    private PartList Read(PartList list, IEnumerable<JsonProperty> shows, JsonElement without, string at)
    {
        var parts = new List<ViewPart>();
        foreach (var shown in shows)
        {
            if (list.Type.Find(shown.Name) is not { } definition)
                faults.Add(at, $"{list.Type.Path} has no element {shown.Name}.");
            else if (shown.Value.ValueKind == JsonValueKind.Array)
                parts.AddRange(shown.Value.EnumerateArray().Select(v => Part(v, definition, list.Type, $"{at}.{shown.Name}")).OfType<ViewPart>());
            else if (Part(shown.Value, definition, list.Type, $"{at}.{shown.Name}") is { } part)
                parts.Add(part);
        }

        list.Set(parts);
        Check(list, without, at);
        return list;
    }

    private void Check(PartList list, JsonElement without, string at)
    {
        string[] left = without.ValueKind == JsonValueKind.Undefined ? [] : [.. JsonParts.Properties(without, at, faults).Where(p => JsonParts.Text(p.Value, at, faults).Length > 0).Select(p => p.Name)];
        foreach (var name in left.Where(n => list.Type.Find(n) is not { } e || list.Parts.Any(p => p.Definition.Ordinal == e.Ordinal)))
            faults.Add(at, $"{name} is left out, yet it is shown or not there at all.");
        foreach (var element in list.Type.Elements)
            if ((element.Facts.Traits & ElementTraits.Modifier) != 0 && element.Name is not ("modifierExtension" or "implicitRules")
                && !left.Contains(element.Name) && list.Parts.All(p => p.Definition.Ordinal != element.Ordinal))
                faults.Add(at, $"{element.Facts.Path} can turn round what the rest says: it must be shown, or be left out with a reason (without).");
    }

    private ViewPart? Part(JsonElement value, ElementDefinition definition, TypeDefinition parent, string at)
    {
        if (value.ValueKind == JsonValueKind.String)
            return Plain(value.GetString()!, definition, null, false, at);
        var given = JsonParts.Properties(value, at, faults).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var isNeeded = given.Remove("needed", out var needed) && JsonParts.Truth(needed, at, faults);
        var kinds = given.Keys.Where(k => k is "show" or "codes" or "named" or "translated" or "reference" or "numbers" or "shows" or "matching" or "presence").ToList();
        if (kinds.Count > 1 && kinds.Remove("numbers") && kinds is not ["reference"])
            kinds.Add("numbers");
        if (kinds is not [var kind])
        {
            faults.Add(at, "exactly one of show, codes, named, translated, reference, numbers, shows, matching and presence is due.");
            return null;
        }

        given.Remove(kind, out var how);
        var part = kind switch
        {
            "show" => Plain(JsonParts.Text(how, at, faults), definition, Where(given, definition, at), isNeeded, at),
            "codes" => Codes(how, definition, given.Remove("displays", out var displays) && JsonParts.Truth(displays, at, faults), isNeeded, at),
            "named" => List(how, at) is { } list && Is(definition, "CodeableConcept", at) ? new NamedPart(definition, list) : null,
            "translated" => words.Translation(JsonParts.Text(how, at, faults)) is { } translation ? Is(definition, "CodeableConcept", at) ? new TranslatedPart(definition, translation) : null : Missing("translation", how, at),
            "reference" => Is(definition, "Reference", at) ? new ReferencePart(definition, Types(how, at), given.Remove("numbers", out var systems) ? Systems(systems, at) : []) { IsNeeded = isNeeded } : null,
            "numbers" => Identifiers(how, definition, isNeeded, at),
            "matching" => JsonParts.Shape(how, at, faults) is { } shape ? new MatchedPart(definition, shape) : null,
            "presence" => parent.Find(JsonParts.Text(how, at, faults)) is { } said ? new PresencePart(definition, said) : Missing("element", how, at),
            _ => Inner(how, given, definition, isNeeded, at),
        };
        foreach (var unknown in given.Keys)
            faults.Add(at, $"{unknown} is not understood here.");
        return part;
    }

    private ViewPart? Plain(string how, ElementDefinition definition, Condition? where, bool isNeeded, string at)
    {
        var types = definition.IsChoice ? definition.Variants.Select(v => v.Type.Primitive) : [definition.Type.Primitive];
        switch (how)
        {
            case "value" when where is null && types.Any(ValuePart.IsPlain):
                return new ValuePart(definition) { IsNeeded = isNeeded };
            case "words" when where is null && types.Any(WordsPart.IsWords):
                return new WordsPart(definition) { IsNeeded = isNeeded };
            case "whole":
                return new WholePart(definition, where) { IsNeeded = isNeeded };
            default:
                faults.Add(at, $"{definition} cannot be shown as {how}.");
                return null;
        }
    }

    private CodesPart? Codes(JsonElement names, ElementDefinition definition, bool showsDisplays, bool isNeeded, string at)
    {
        var lists = JsonParts.Texts(names, at, faults).Select(n => words.List(n) ?? Unlisted(n, at)).OfType<CodeSet>().ToList();
        return Is(definition, "CodeableConcept", at, "Coding") ? new CodesPart(definition, lists, showsDisplays) { IsNeeded = isNeeded } : null;
    }

    private CodeSet? List(JsonElement name, string at) => words.List(JsonParts.Text(name, at, faults)) ?? Unlisted(name.ToString(), at);

    private CodeSet? Unlisted(string name, string at)
    {
        faults.Add(at, $"there is no list {name}.");
        return null;
    }

    private ViewPart? Missing(string kind, JsonElement name, string at)
    {
        faults.Add(at, $"there is no {kind} {name}.");
        return null;
    }

    private bool Is(ElementDefinition definition, string type, string at, string? other = null)
    {
        var types = definition.IsChoice ? definition.Variants.Select(v => v.Type.Name) : [definition.Type.Name];
        if (types.Any(t => t == type || t == other))
            return true;
        faults.Add(at, $"{definition} is no {type}.");
        return false;
    }

    private byte[][] Types(JsonElement names, string at)
    {
        var types = JsonParts.Texts(names, at, faults);
        foreach (var unknown in types.Where(t => DefinitionSet.R4.FindType(t) is not { IsResource: true }))
            faults.Add(at, $"there is no type of resource {unknown}.");
        return Utf8Value.All(types);
    }

    private byte[][] Systems(JsonElement names, string at) => [.. JsonParts.Texts(names, at, faults).SelectMany(n =>
    {
        if (words.Numbers(n) is { } systems)
            return systems;
        faults.Add(at, $"there are no numbers {n}.");
        return [];
    })];

    private InnerPart? Identifiers(JsonElement names, ElementDefinition definition, bool isNeeded, string at)
    {
        if (!Is(definition, "Identifier", at))
            return null;
        var list = new PartList(definition.Type);
        list.Set([new ValuePart(Element("use")), new ValuePart(Element("system"), isChosen: true), new WordsPart(Element("value"))]);
        return new InnerPart(definition, list, new IsNumbered(Systems(names, at))) { IsNeeded = isNeeded };
        ElementDefinition Element(string name) => definition.Type.Find(name)!;
    }

    private InnerPart? Inner(JsonElement shows, Dictionary<string, JsonElement> given, ElementDefinition definition, bool isNeeded, string at)
    {
        given.Remove("without", out var without);
        if (definition.IsChoice || definition.HoldsResource)
        {
            faults.Add(at, $"{definition} may be of several types: name the one that is meant.");
            return null;
        }

        var where = Where(given, definition, at);
        var parts = shows.ValueKind == JsonValueKind.String ? Set(shows.GetString()!, without, definition.Type, at) : Read(JsonParts.Properties(shows, at, faults), without, definition.Type, at);
        return new InnerPart(definition, parts, where) { IsNeeded = isNeeded };
    }

    private Condition? Where(Dictionary<string, JsonElement> given, ElementDefinition definition, string at) =>
        given.Remove("where", out var condition) ? conditions.Read(condition, definition.Type, $"{at}.where") : null;

    // A set may name itself, as the questions within an answer are questions again.
    private PartList Set(string name, JsonElement without, TypeDefinition type, string at)
    {
        if (_sets.TryGetValue((name, type.Path), out var known))
            return known;
        var list = new PartList(type);
        if (words.Set(name) is not { } shows)
        {
            faults.Add(at, $"there is no set {name}.");
            return list;
        }

        _sets[(name, type.Path)] = list;
        return Read(list, shows, without, $"{at} ({name})");
    }
}
