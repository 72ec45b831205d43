namespace Gateway.Fhir.Terminology.CheckDigits;

/// <summary>
/// Identifiers of SNOMED CT (SNOMED CT Release File Specification, 6): 6 to 18 digits, of which the last is a check digit by Verhoeff, and the two before it say
/// what is identified, and whether a namespace of seven digits stands before them.
/// </summary>
public static class SnomedIdentifier
{
    private const string Multiplication = "0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210";
    private const string Permutation = "01234567891576283094580379614289160435279453126870428657390127938064157046913258";

    /// <summary>True for the identifier of a concept, of the international edition or of an extension.</summary>
    public static bool IsConcept(ReadOnlySpan<char> text) =>
        text.Length is >= 6 and <= 18 && !text.ContainsAnyExceptInRange('0', '9') && text[0] != '0'
        && (text[^3..^1] is "00" || (text[^3..^1] is "10" && text.Length >= 11))
        && IsChecked(text);

    /// <summary>True where the last digit fits the others by Verhoeff's dihedral check. The text has digits only.</summary>
    internal static bool IsChecked(ReadOnlySpan<char> digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var permuted = Permutation[((i % 8) * 10) + digits[^(i + 1)] - '0'] - '0';
            check = Multiplication[(check * 10) + permuted] - '0';
        }

        return check == 0;
    }
}
