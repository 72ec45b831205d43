using System.Globalization;
using System.Text;

namespace Gateway.Telemetry.Prometheus;

/// <summary>Writes metrics as Prometheus reads them (https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4).</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(IEnumerable<MetricSnapshot> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics.Where(m => m.Points.Count > 0))
        {
            if (metric.Help.Length > 0)
                text.Append("# HELP ").Append(metric.Name).Append(' ').Append(metric.Help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');
            text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(metric.Kind.ToString().ToLowerInvariant()).Append('\n');
            foreach (var point in metric.Points)
                if (metric.Kind == MetricKind.Histogram)
                    Histogram(text, metric.Name, point);
                else
                    Line(text, metric.Name, point.Labels, Number(point.Value));
        }

        return text.ToString();
    }

    private static void Histogram(StringBuilder text, string name, MetricPoint point)
    {
        var below = 0L;
        for (var i = 0; i < point.Counts.Count; i++)
        {
            below += point.Counts[i];
            var bound = $"le=\"{(i < point.Bounds.Count ? Number(point.Bounds[i]) : "+Inf")}\"";
            Line(text, $"{name}_bucket", point.Labels.Length == 0 ? bound : $"{point.Labels},{bound}", Number(below));
        }

        Line(text, $"{name}_sum", point.Labels, Number(point.Value));
        Line(text, $"{name}_count", point.Labels, Number(point.Count));
    }

    private static void Line(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
