namespace Gateway.Fhir.Terminology.CheckDigits;

/// <summary>NHS numbers: ten digits, the last of which follows from the others by modulus 11 (NHS Data Dictionary, NHS NUMBER).</summary>
public static class NhsNumber
{
    private const int Digits = 10;

    /// <summary>True for ten digits without spaces, of which the last fits the others.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length != Digits || text.ContainsAnyExceptInRange('0', '9'))
            return false;
        var sum = 0;
        for (var i = 0; i < Digits - 1; i++)
            sum += (text[i] - '0') * (Digits - i);

        // A remainder that asks for the digit 10 makes a number that is never given out.
        return (11 - (sum % 11)) % 11 == text[Digits - 1] - '0';
    }
}
