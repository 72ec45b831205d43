using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Fhir.Search.Queries;

/// <summary>Reads numbers that are searched for, with the precision that they are written with.</summary>
internal static partial class NumberTerms
{
    private const string Expected = "a number is written as 100, 1.00 or 1e2, after an optional prefix";
    private const int SmallestUnit = -25;

    /// <summary>The term, or what is wrong with the text.</summary>
    public static TermReading Read(string text)
    {
        if (OrderedText.Split(text) is not var (prefix, digits) || digits.Length > 60 || Number().Match(digits) is not { Success: true } match)
            return TermReading.Wrong(Expected);
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Unit(match) is not (>= SmallestUnit and <= 27 and var unit))
            return TermReading.Wrong("the number is too large or too precise");
        try
        {
            var half = Power(unit) / 2;
            if (prefix == SearchPrefix.Ap)
                half = Math.Max(half, Math.Abs(number) / 10);
            return new NumberTerm(prefix, number, number - half, number + half);
        }
        catch (OverflowException)
        {
            return TermReading.Wrong("the number is too large or too precise");
        }
    }

    // The power of ten of the last digit. R4's table reads 1e2 as 95 to 105: an exponent form without a fraction counts as if it had one digit of it.
    private static int? Unit(Match match)
    {
        var fraction = match.Groups["fraction"];
        var exponent = match.Groups["exponent"];
        if (!exponent.Success)
            return -fraction.Length;
        return int.TryParse(exponent.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power)
            ? power - (fraction.Success ? fraction.Length : 1) : null;
    }

    private static decimal Power(int power)
    {
        var result = 1m;
        for (var i = 0; i < Math.Abs(power); i++)
            result = power < 0 ? result / 10 : result * 10;
        return result;
    }

    [GeneratedRegex(@"^-?[0-9]+(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
