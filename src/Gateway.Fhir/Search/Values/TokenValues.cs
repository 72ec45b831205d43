using System.Collections.Concurrent;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;
using Gateway.Fhir.Terminology;

namespace Gateway.Fhir.Search.Values;

/// <summary>Reads codes and identifiers (the table of http://hl7.org/fhir/R4/search.html#token).</summary>
internal static class TokenValues
{
    private const string SpecialValues = "http://hl7.org/fhir/special-values";

    // A code has the system of its value set, where that draws on one alone.
    private static readonly ConcurrentDictionary<string, string?> s_implied = new(StringComparer.Ordinal);

    public static void Add(in PathValue item, ExtractionScope scope, bool isCaseSensitive, List<IndexValue> values)
    {
        if (!item.IsElement)
        {
            if (item.Text is { } text)
                values.Add(item.Kind == PathKind.Boolean ? new TokenValue(SpecialValues, text) { IsSystemImplied = true } : new TokenValue(null, TokenKey.Of(text, isCaseSensitive)));
            return;
        }

        var element = item.Element;
        switch (element.Type.Name)
        {
            case "Coding":
                AddCoding(element, scope, values);
                break;
            case "CodeableConcept":
                foreach (var coding in element["coding"])
                    AddCoding(coding, scope, values);
                if (Folded(element.ChildText("text")) is { } text)
                    values.Add(new TokenValue(null, null) { Text = text });
                break;
            case "Identifier":
                AddIdentifier(element, scope, values);
                break;
            case "ContactPoint":
                if (element.ChildText("value") is { } value)
                    values.Add(new TokenValue(scope.Shared(element.ChildText("system")), TokenKey.Of(value)) { IsSystemImplied = true });
                break;
            default:
                AddPrimitive(element, isCaseSensitive, values);
                break;
        }
    }

    /// <summary>The values of an Identifier: one for each coding of its type.</summary>
    public static void AddIdentifier(Element identifier, ExtractionScope scope, List<IndexValue> values)
    {
        var key = identifier.ChildText("value") is { } value ? TokenKey.Of(value) : null;
        var type = identifier["type"].FirstOrDefault();
        var token = new TokenValue(scope.Shared(identifier.ChildText("system")), key) { Text = type.IsNone ? null : Folded(type.ChildText("text")) };
        if (key is null && token is { System: null, Text: null })
            return;
        var codings = type.IsNone ? [] : type["coding"].Where(c => c.ChildText("code") is not null).ToList();
        if (codings.Count == 0)
            values.Add(token);
        foreach (var coding in codings)
            values.Add(token with { TypeSystem = scope.Shared(coding.ChildText("system")), TypeCode = TokenKey.Of(coding.ChildText("code")!) });
    }

    private static void AddCoding(Element coding, ExtractionScope scope, List<IndexValue> values)
    {
        var code = coding.ChildText("code");
        var system = scope.Shared(coding.ChildText("system"));
        var text = Folded(coding.ChildText("display"));
        if (code is not null || system is not null || text is not null)
            values.Add(new TokenValue(system, code is null ? null : TokenKey.Of(code)) { Text = text });
    }

    private static void AddPrimitive(Element element, bool isCaseSensitive, List<IndexValue> values)
    {
        if (!element.Type.IsPrimitive || element.Text is not { } text)
            return;
        var system = element.Type.Primitive switch
        {
            PrimitiveKind.Boolean => SpecialValues,
            PrimitiveKind.Code when element.Definition.Facts.Binding is { Strength: BindingStrength.Required } binding => s_implied.GetOrAdd(binding.ValueSet, TerminologySet.R4.OnlySystem),
            _ => null,
        };
        values.Add(new TokenValue(system, TokenKey.Of(text, isCaseSensitive)) { IsSystemImplied = system is not null });
    }

    private static string? Folded(string? text) => text is not null && FoldedText.Of(text) is { Length: > 0 } folded ? folded : null;
}
