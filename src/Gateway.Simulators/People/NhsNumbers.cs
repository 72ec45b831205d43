using System.Globalization;

namespace Gateway.Simulators.People;

/// <summary>NHS numbers of the range 999 xxx xxxx, which is never given to anybody.</summary>
internal static class NhsNumbers
{
    /// <summary>The next valid number at or after one of nine digits; not every nine digits have a check digit.</summary>
    public static string From(int firstNine)
    {
        for (var number = firstNine; ; number++)
        {
            var digits = number.ToString("D9", CultureInfo.InvariantCulture);
            if (Check(digits) is { } check)
                return digits + check;
        }
    }

    public static bool IsValid(string number) =>
        number.Length == 10 && number.All(char.IsAsciiDigit) && Check(number[..9]) is { } check && number[9] == check;

    /// <summary>With two digits swapped, as somebody may type it.</summary>
    public static string Mistyped(string number)
    {
        for (var i = 8; i > 3; i--)
        {
            if (number[i] != number[i - 1] && $"{number[..(i - 1)]}{number[i]}{number[i - 1]}{number[(i + 1)..]}" is var mistyped && !IsValid(mistyped))
                return mistyped;
        }

        return number[..9] + (char)('0' + ((number[9] - '0' + 1) % 10));
    }

    private static char? Check(string digits)
    {
        var sum = digits.Select((c, i) => (c - '0') * (10 - i)).Sum();
        return (11 - (sum % 11)) switch { 11 => '0', 10 => null, var check => (char)('0' + check) };
    }
}
