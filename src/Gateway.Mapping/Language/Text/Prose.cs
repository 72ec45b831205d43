namespace Gateway.Mapping.Language.Text;

/// <summary>Documentation in the form that comments can hold.</summary>
internal static class Prose
{
    private static readonly char[] s_breaks = ['\r', '\n', '\f', '\v', '\u0085', '\u2028', '\u2029'];

    /// <summary>The text on one line; null for none.</summary>
    public static string? Line(string? text)
    {
        var parts = text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts is null or [] ? null : string.Join(' ', parts);
    }

    /// <summary>The text line by line, each without spaces at its ends, without empty lines around them; null for none.</summary>
    public static string? Lines(string? text)
    {
        var lines = text?.ReplaceLineEndings("\n").Split(s_breaks).Select(l => l.Trim()).ToList() ?? [];
        while (lines is ["", ..])
            lines.RemoveAt(0);
        while (lines is [.., ""])
            lines.RemoveAt(lines.Count - 1);
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }
}
