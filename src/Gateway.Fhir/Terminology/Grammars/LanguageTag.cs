using System.Text.RegularExpressions;

namespace Gateway.Fhir.Terminology.Grammars;

/// <summary>Whether a text is a well-formed language tag (RFC 5646, 2.1). Whether its parts are registered is not asked.</summary>
public static partial class LanguageTag
{
    private const int MaxLength = 100;

    public static bool IsWellFormed(string text) => text.Length <= MaxLength && Tag().IsMatch(text) && !HasTwice(text);

    // 2.2.5 and 2.2.6: no variant and no singleton comes twice before the private part.
    private static bool HasTwice(string text)
    {
        var parts = text.ToLowerInvariant().Split('-').TakeWhile(p => p != "x");
        var subtags = parts.Skip(1);
        var variants = subtags.TakeWhile(p => p.Length > 1).Where(p => p.Length >= 5 || (p.Length == 4 && char.IsAsciiDigit(p[0])));
        var singletons = subtags.Where(p => p.Length == 1);
        return variants.Concat(singletons).GroupBy(p => p).Any(g => g.Count() > 1);
    }

    [GeneratedRegex(
        """
        ^(?:
          (?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})
          (?:-[a-z]{4})?
          (?:-(?:[a-z]{2}|[0-9]{3}))?
          (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*
          (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*
          (?:-x(?:-[a-z0-9]{1,8})+)?
        | x(?:-[a-z0-9]{1,8})+
        | en-GB-oed | i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu) | sgn-(?:BE-FR|BE-NL|CH-DE)
        | art-lojban | cel-gaulish | no-(?:bok|nyn) | zh-(?:guoyu|hakka|min|min-nan|xiang)
        )\z
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Tag();
}
