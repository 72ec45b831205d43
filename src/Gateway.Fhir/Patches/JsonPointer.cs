using System.Globalization;

namespace Gateway.Fhir.Patches;

/// <summary>A place in a JSON document (RFC 6901).</summary>
internal sealed record JsonPointer(IReadOnlyList<string> Tokens)
{
    private const int LongestShown = 200;

    /// <summary>The token that stands for the end of an array.</summary>
    public const string End = "-";

    public bool IsRoot => Tokens.Count == 0;

    public JsonPointer Parent => new([.. Tokens.Take(Tokens.Count - 1)]);

    public string Last => Tokens[^1];

    /// <summary>The pointer; null when the text is none: it starts with no slash, or a tilde is followed by neither 0 nor 1.</summary>
    public static JsonPointer? Parse(string text)
    {
        if (text.Length == 0)
            return new JsonPointer([]);
        if (text[0] != '/')
            return null;
        for (var at = text.IndexOf('~'); at >= 0; at = text.IndexOf('~', at + 1))
            if (at + 1 == text.Length || text[at + 1] is not ('0' or '1'))
                return null;
        return new JsonPointer([.. text[1..].Split('/').Select(t => t.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]);
    }

    /// <summary>The index that a token is: digits without a leading zero; null for another.</summary>
    public static int? Index(string token) =>
        token.All(char.IsAsciiDigit) && (token.Length == 1 || !token.StartsWith('0')) && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>True when that pointer leads to something inside of what this one leads to.</summary>
    public bool IsAround(JsonPointer other) => other.Tokens.Count > Tokens.Count && other.Tokens.Take(Tokens.Count).SequenceEqual(Tokens, StringComparer.Ordinal);

    /// <summary>The pointer up to that many of its tokens, as it is shown in messages.</summary>
    public string Shown(int tokens)
    {
        var text = string.Concat(Tokens.Take(tokens).Select(t => "/" + t.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
        return text.Length == 0 ? "the whole document" : text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }

    public override string ToString() => Shown(Tokens.Count);
}
