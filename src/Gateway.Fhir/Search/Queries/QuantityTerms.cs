using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>Reads quantities that are searched for: a number, or number, system and code with bars between.</summary>
internal static class QuantityTerms
{
    /// <summary>The term, or what is wrong with the text.</summary>
    public static TermReading Read(string text)
    {
        var parts = SearchEscapes.Split(text, '|');
        if (parts.Count is not (1 or 3))
            return TermReading.Wrong("a quantity is a number, or number|system|code");
        var number = NumberTerms.Read(parts[0]);
        if (number.Term is not NumberTerm term)
            return number;
        if (parts.Count == 1)
            return new QuantityTerm(term, SystemRule.Any, null, null);
        if (SearchEscapes.Unescape(parts[1]) is not { } system || SearchEscapes.Unescape(parts[2]) is not { } code)
            return TermReading.Wrong(TermReader.BrokenEscape);
        return new QuantityTerm(term, system.Length > 0 ? SystemRule.Given : SystemRule.Any, system.Length > 0 ? system : null, code.Length > 0 ? code : null)
        {
            Unit = code.Length > 0 ? code.ToLowerInvariant() : null,
            Canonical = Canonical(term, system, code),
        };
    }

    private static CanonicalTerm? Canonical(NumberTerm term, string system, string code) => CanonicalUnits.Find(system, code.Length > 0 ? code : null) is { } scale
        ? new CanonicalTerm(term.Prefix, CanonicalUnits.Of(term.Number, scale), CanonicalUnits.Of(term.Low, scale), CanonicalUnits.Of(term.High, scale), CanonicalUnits.Unit(scale))
        : null;
}
