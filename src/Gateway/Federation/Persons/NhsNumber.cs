namespace Gateway.Federation.Persons;

/// <summary>The check digit of NHS numbers (modulus 11, NHS Data Dictionary). A number that cannot be one was mistyped, and "nothing is known" would be a wrong answer to it.</summary>
internal static class NhsNumber
{
    private const int Digits = 10;

    /// <summary>True for ten digits, with or without spaces, of which the last fits the others.</summary>
    public static bool IsValid(string text)
    {
        var digits = text.Where(c => c != ' ').ToArray();
        if (digits.Length != Digits || !digits.All(char.IsAsciiDigit))
            return false;
        var sum = digits.Take(Digits - 1).Select((c, i) => (c - '0') * (Digits - i)).Sum();
        return (11 - (sum % 11)) % 11 == digits[^1] - '0';
    }

    /// <summary>True when one of the numbers by which persons are named cannot be a number.</summary>
    public static bool IsMistyped(NamedPersons? named) => named is not null && named.Numbers.Any(n => n.System == PersonSystems.NhsNumber && !IsValid(n.Value));
}
