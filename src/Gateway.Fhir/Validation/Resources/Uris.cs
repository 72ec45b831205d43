using System.Buffers;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>The forms of URIs.</summary>
internal static class Uris
{
    private static readonly SearchValues<char> s_scheme = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdef-");

    /// <summary>True for one that starts with a scheme.</summary>
    public static bool IsAbsolute(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(uri[0]) && !uri.AsSpan(0, colon).ContainsAnyExcept(s_scheme);
    }

    /// <summary>What is wrong with a URN of a kind that has a form of its own; null when nothing is.</summary>
    public static string? Fault(string uri)
    {
        if (uri.StartsWith("urn:uuid:", StringComparison.Ordinal))
            return IsUuid(uri.AsSpan(9)) ? null : "A UUID has 32 lower-case hexadecimal digits in five groups.";
        if (uri.StartsWith("urn:oid:", StringComparison.Ordinal))
            return IsOid(uri.AsSpan(8)) ? null : "An OID is numbers with dots between, the first of them 0, 1 or 2.";
        return null;
    }

    private static bool IsUuid(ReadOnlySpan<char> text) =>
        text.Length == 36 && !text.ContainsAnyExcept(s_hex) && Guid.TryParseExact(text, "D", out _);

    private static bool IsOid(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] is < '0' or > '2' || text[1] != '.')
            return false;
        foreach (var part in text.Split('.'))
            if (text[part] is not { Length: > 0 } arc || (arc[0] == '0' && arc.Length > 1) || arc.ContainsAnyExceptInRange('0', '9'))
                return false;
        return true;
    }
}
