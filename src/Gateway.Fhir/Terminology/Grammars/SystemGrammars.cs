using Gateway.Fhir.Paths.Units;

namespace Gateway.Fhir.Terminology.Grammars;

/// <summary>The code systems whose codes are made by a grammar, so that no list of them can be loaded.</summary>
internal static class SystemGrammars
{
    private static readonly Dictionary<string, Func<string, Membership>> s_bySystem = new(StringComparer.Ordinal)
    {
        ["http://unitsofmeasure.org"] = code => UcumParser.IsUnit(code) switch { true => Membership.Yes, false => Membership.No, null => Membership.Unknown },
        ["urn:ietf:bcp:47"] = code => Of(LanguageTag.IsWellFormed(code)),
        ["urn:ietf:bcp:13"] = code => Of(MediaType.IsWellFormed(code)),
    };

    /// <summary>Says of a code of that system whether it can be one; null for systems without a grammar.</summary>
    public static Func<string, Membership>? Find(string system) => s_bySystem.GetValueOrDefault(system);

    private static Membership Of(bool isWellFormed) => isWellFormed ? Membership.Yes : Membership.No;
}
