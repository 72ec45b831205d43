using System.Text;

namespace Gateway.Telemetry.Prometheus;

/// <summary>Names of instruments and tags as Prometheus has them, by OpenTelemetry's rules (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/).</summary>
internal static class MetricNames
{
    /// <summary>The name of a metric: <c>http.server.request.duration</c> in <c>s</c> is <c>http_server_request_duration_seconds</c>.</summary>
    public static string Metric(string name, string? unit, MetricKind kind)
    {
        var metric = Clean(name, mayHaveColon: true);
        var suffix = Unit(unit, kind);
        if (kind == MetricKind.Counter && metric.EndsWith("_total", StringComparison.Ordinal))
            metric = metric[..^"_total".Length];
        if (suffix.Length > 0 && !metric.EndsWith($"_{suffix}", StringComparison.Ordinal))
            metric = $"{metric}_{suffix}";
        return kind == MetricKind.Counter ? $"{metric}_total" : metric;
    }

    /// <summary>The name of a label. The bounds of histograms have <c>le</c> for themselves.</summary>
    public static string Label(string name)
    {
        var label = Clean(name, mayHaveColon: false).TrimStart('_');
        return label switch
        {
            "" => "tag",
            "le" => "tag_le",
            _ => char.IsAsciiDigit(label[0]) ? $"tag_{label}" : label,
        };
    }

    private static string Clean(string name, bool mayHaveColon)
    {
        var clean = new StringBuilder(name.Length + 1);
        foreach (var c in name)
            if (char.IsAsciiLetterOrDigit(c) || (mayHaveColon && c == ':'))
                clean.Append(c);
            else if (clean.Length == 0 || clean[^1] != '_')
                clean.Append('_');
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? $"_{clean}" : clean.ToString();
    }

    // A unit in braces only describes what is counted: {request}.
    private static string Unit(string? unit, MetricKind kind) => unit switch
    {
        null or "" => "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "%" => "percent",
        "1" => kind == MetricKind.Gauge ? "ratio" : "",
        _ => unit.StartsWith('{') ? "" : Clean(unit, mayHaveColon: false).Trim('_'),
    };
}
