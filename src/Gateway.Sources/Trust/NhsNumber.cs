namespace Gateway.Sources.Trust;

/// <summary>The NHS number: ten digits, the last of which checks the others (modulus 11).</summary>
internal static class NhsNumber
{
    public static bool IsValid(string? number)
    {
        if (number is not { Length: 10 } || !number.All(char.IsAsciiDigit))
            return false;
        var sum = 0;
        for (var i = 0; i < 9; i++)
            sum += (number[i] - '0') * (10 - i);
        return (11 - (sum % 11)) % 11 == number[9] - '0';
    }
}
