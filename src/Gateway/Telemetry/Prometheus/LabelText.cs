using System.Globalization;
using System.Text;

namespace Gateway.Telemetry.Prometheus;

/// <summary>Tags of a measurement as labels: <c>source="trust",state="timed_out"</c>, in the order of their names.</summary>
internal static class LabelText
{
    private const int LongestValue = 100;
    private static readonly string[] s_withheld = ["url.", "client.", "user_agent.", "server.address", "network.peer."];

    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
            return "";
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            if (s_withheld.Any(w => name.StartsWith(w, StringComparison.OrdinalIgnoreCase)))
                continue;
            var label = MetricNames.Label(name);
            var text = Value(value);
            labels[label] = labels.TryGetValue(label, out var other) ? $"{other};{text}" : text;
        }

        return string.Join(',', labels.Select(l => $"{l.Key}=\"{l.Value}\""));
    }

    private static string Value(object? value)
    {
        var text = value switch
        {
            null => "",
            bool b => b ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestValue)))
            _ = c switch
            {
                '\\' => escaped.Append(@"\\"),
                '"' => escaped.Append("\\\""),
                '\n' => escaped.Append(@"\n"),
                _ => escaped.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c),
            };
        return escaped.ToString();
    }
}
