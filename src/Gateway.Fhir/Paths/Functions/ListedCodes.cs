using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Membership in the value sets that R4's required bindings list.</summary>
internal static class ListedCodes
{
    private static readonly Lazy<Dictionary<string, ValueSetFacts>> s_sets = new(() => R4Definitions.ValueSets.ToDictionary(v => v.Url, StringComparer.Ordinal));

    /// <summary>True or false for a code, Coding or CodeableConcept; null where the set is not known or its members are not listed.</summary>
    public static bool? Has(Element element, string url)
    {
        if (!s_sets.Value.TryGetValue(url.Split('|')[0], out var set) || !set.IsListed)
            return null;
        if (element.Type.IsPrimitive)
            return element.Text is { } code && HasCode(set, code);
        return element.Type.Is("CodeableConcept") ? element["coding"].Any(c => HasCoding(set, c)) : HasCoding(set, element);
    }

    /// <summary>True or false for a code without system; null where the set is not known or its members are not listed.</summary>
    public static bool? HasCode(string code, string url) =>
        s_sets.Value.TryGetValue(url.Split('|')[0], out var set) && set.IsListed ? HasCode(set, code) : null;

    /// <summary>The same for a code with its system.</summary>
    public static bool? HasCoding(string system, string code, string url) =>
        s_sets.Value.TryGetValue(url.Split('|')[0], out var set) && set.IsListed ? set.Systems.Any(s => s.System == system && s.Codes.Contains(code)) : null;

    private static bool HasCode(ValueSetFacts set, string code) => set.Systems.Any(s => s.Codes.Contains(code));

    private static bool HasCoding(ValueSetFacts set, Element coding) =>
        coding.ChildText("code") is { } code && set.Systems.Any(s => s.System == coding.ChildText("system") && s.Codes.Contains(code));
}
