using System.Text;

namespace Gateway.Fhir.Search.Queries;

/// <summary>The separators of values and their escapes <c>\,</c> <c>\$</c> <c>\|</c> <c>\\</c> (http://hl7.org/fhir/R4/search.html#escaping).</summary>
internal static class SearchEscapes
{
    /// <summary>The parts between separators that are not escaped; their escapes stay.</summary>
    public static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == separator)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    /// <summary>The number of parts that <see cref="Split"/> gives.</summary>
    public static int Count(string text, char separator)
    {
        var count = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == separator)
                count++;
        }

        return count;
    }

    /// <summary>The text without escapes; null when a backslash stands before anything but a separator or itself.</summary>
    public static string? Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && (++i == text.Length || text[i] is not (',' or '$' or '|' or '\\')))
                return null;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
