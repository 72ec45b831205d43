using System.Text.RegularExpressions;

namespace Gateway.Fhir.Terminology.Grammars;

/// <summary>
/// Whether a text is a media type (RFC 6838, 4.2, with the parameters of RFC 2045, 5.1), or one of the three words that FHIR takes for its own formats
/// (http://hl7.org/fhir/R4/capabilitystatement-definitions.html#CapabilityStatement.format). Whether it is registered is not asked.
/// </summary>
public static partial class MediaType
{
    private const int MaxLength = 1000;

    public static bool IsWellFormed(string text) => text is "xml" or "json" or "ttl" || (text.Length <= MaxLength && Type().IsMatch(text));

    [GeneratedRegex(
        """
        ^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}
        (?:[ ]?;[ ]?[A-Za-z0-9!#$%&'*+.^_`{|}~-]+=(?:[A-Za-z0-9!#$%&'*+.^_`{|}~-]+|"[^"\\]*"))*\z
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Type();
}
