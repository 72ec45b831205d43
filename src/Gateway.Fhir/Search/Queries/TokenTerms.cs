using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>Reads codes and identifiers that are searched for.</summary>
internal static class TokenTerms
{
    /// <summary><c>code</c>, <c>system|code</c>, <c>|code</c> or <c>system|</c>.</summary>
    public static TermReading Read(string text, bool isCaseSensitive)
    {
        if (Parts(text) is not { } parts)
            return TermReading.Wrong(TermReader.BrokenEscape);
        return parts switch
        {
            [var code] => new TokenTerm(SystemRule.Any, null, TokenKey.Of(code, isCaseSensitive)),
            ["", ""] => TermReading.Wrong("a bar alone names neither a system nor a code"),
            ["", var code] => new TokenTerm(SystemRule.None, null, TokenKey.Of(code, isCaseSensitive)),
            [var system, ""] => new TokenTerm(SystemRule.Given, system, null),
            [var system, var code] => new TokenTerm(SystemRule.Given, system, TokenKey.Of(code, isCaseSensitive)),
            _ => TermReading.Wrong("a token has one bar at most; others are escaped as \\|"),
        };
    }

    /// <summary><c>:of-type</c>: system, code and value.</summary>
    public static TermReading ReadOfType(string text) => Parts(text) switch
    {
        null => TermReading.Wrong(TermReader.BrokenEscape),
        [{ Length: > 0 } system, { Length: > 0 } code, { Length: > 0 } value] => new TokenTypeTerm(system, TokenKey.Of(code), TokenKey.Of(value)),
        _ => TermReading.Wrong(":of-type takes system|code|value, all three"),
    };

    /// <summary><c>:text</c>.</summary>
    public static TermReading ReadText(string text) => SearchEscapes.Unescape(text) is not { } plain ? TermReading.Wrong(TermReader.BrokenEscape)
        : FoldedText.Of(plain) is { Length: > 0 } folded ? new TokenTextTerm(folded) : TermReading.Wrong(TermReader.NothingToFind);

    private static string[]? Parts(string text)
    {
        var parts = SearchEscapes.Split(text, '|');
        string[] plain = [.. parts.Select(SearchEscapes.Unescape).OfType<string>()];
        return plain.Length == parts.Count ? plain : null;
    }
}
