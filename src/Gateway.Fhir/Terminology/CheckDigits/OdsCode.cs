using System.Buffers;

namespace Gateway.Fhir.Terminology.CheckDigits;

/// <summary>
/// Codes of organisations and sites of the Organisation Data Service. They have no check digit, and since the format of five letters and digits in turn
/// (G7H8J) came beside the older ones, none but this form in common.
/// </summary>
public static class OdsCode
{
    private static readonly SearchValues<char> s_allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>True for 3 to 12 capital letters and digits.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is >= 3 and <= 12 && !text.ContainsAnyExcept(s_allowed);
}
