using System.Globalization;
using System.Text;

namespace Gateway.Mapping.Language.Text;

/// <summary>How names and literals are written.</summary>
internal static class MapWords
{
    /// <summary>A parameter as it stands in a map.</summary>
    public static string Of(MapParameter parameter) => parameter switch
    {
        MapVariable variable => Path(variable.Name),
        MapString text => Quote(text.Value, '\''),
        MapBoolean boolean => boolean.Value ? "true" : "false",
        MapInteger integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        MapDecimal number => number.Text,
        MapMoment moment => $"@{moment.Text}",
        MapExpression expression => expression.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter)),
    };

    /// <summary>Names with dots between, each in backticks where it is no plain identifier.</summary>
    public static string Path(string path) => string.Join('.', path.Split('.').Select(Part));

    public static string Name(string name) => IsPlain(name) ? name : Quote(name, '`');

    public static string Quote(string text, char quote)
    {
        var quoted = new StringBuilder().Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == quote || c == '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' || IsHalf(text, i))
                quoted.Append(c switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\f' => "\\f", _ => $"\\u{(int)c:X4}" });
            else
                quoted.Append(c);
        }

        return quoted.Append(quote).ToString();
    }

    private static string Part(string name) => name is "true" or "false" ? $"`{name}`" : Name(name);

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    // Half of a surrogate pair, which no encoding can write.
    private static bool IsHalf(string text, int at) => char.IsHighSurrogate(text[at]) ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));
}
