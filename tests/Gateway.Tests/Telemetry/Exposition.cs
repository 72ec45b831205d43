using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Telemetry;

/// <summary>Reads Prometheus' text format as its definition has it, and throws at whatever is no part of it.</summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    public List<(string Name, SortedDictionary<string, string> Labels, double Value)> Samples { get; } = [];

    public IReadOnlyDictionary<string, string> Types => _types;

    public static Exposition Read(string text)
    {
        text.Should().NotContain("\r");
        if (text.Length > 0)
            text.Should().EndWith("\n");
        var read = new Exposition();
        foreach (var line in text.Split('\n')[..^1])
            read.Line(line);
        read.CheckHistograms();
        return read;
    }

    /// <summary>The value of a series.</summary>
    public double Of(string name, params (string Name, string Value)[] labels) =>
        Samples.Single(s => s.Name == name && labels.All(l => s.Labels.GetValueOrDefault(l.Name) == l.Value)).Value;

    private void Line(string line)
    {
        if (HelpLine().IsMatch(line))
            return;
        if (TypeLine().Match(line) is { Success: true } type)
        {
            Samples.Should().NotContain(s => Family(s.Name) == type.Groups["name"].Value, "a type comes before its samples");
            _types.Add(type.Groups["name"].Value, type.Groups["type"].Value);
            return;
        }

        var sample = SampleLine().Match(line);
        sample.Success.Should().BeTrue("this is no line of the format: {0}", line);
        var name = sample.Groups["name"].Value;
        _types.Should().ContainKey(Family(name));
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Match label in LabelPair().Matches(sample.Groups["labels"].Value))
            labels.Add(label.Groups["name"].Value, Unescaped(label.Groups["value"].Value));
        Samples.Should().NotContain(s => s.Name == name && s.Labels.SequenceEqual(labels), "each series comes once");
        if (Samples.Count > 0 && Family(Samples[^1].Name) != Family(name))
            Samples.Should().NotContain(s => Family(s.Name) == Family(name), "the samples of a metric stand together");
        Samples.Add((name, labels, Number(sample.Groups["value"].Value)));
    }

    private string Family(string name)
    {
        foreach (var suffix in new[] { "_bucket", "_sum", "_count" })
            if (name.EndsWith(suffix, StringComparison.Ordinal) && _types.GetValueOrDefault(name[..^suffix.Length]) == "histogram")
                return name[..^suffix.Length];
        return name;
    }

    private void CheckHistograms()
    {
        foreach (var histogram in _types.Where(t => t.Value == "histogram").Select(t => t.Key))
            foreach (var series in Samples.Where(s => s.Name == $"{histogram}_bucket").GroupBy(s => string.Join(',', s.Labels.Where(l => l.Key != "le").Select(l => $"{l.Key}={l.Value}"))))
            {
                var buckets = series.Select(s => (Bound: Number(s.Labels["le"]), s.Value)).ToList();
                buckets.Should().BeInAscendingOrder(b => b.Bound).And.BeInAscendingOrder(b => b.Value);
                buckets[^1].Bound.Should().Be(double.PositiveInfinity);
                buckets[^1].Value.Should().Be(Samples.Single(s => s.Name == $"{histogram}_count" && string.Join(',', s.Labels.Select(l => $"{l.Key}={l.Value}")) == series.Key).Value);
            }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static string Unescaped(string text) => text.Replace(@"\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);

    [GeneratedRegex(@"^# HELP [a-zA-Z_:][a-zA-Z0-9_:]* ([^\\]|\\\\|\\n)*$")]
    private static partial Regex HelpLine();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram|summary|untyped)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*=""([^""\\]|\\[\\n""])*""(,[a-zA-Z_][a-zA-Z0-9_]*=""([^""\\]|\\[\\n""])*"")*)\})? (?<value>[+-]?(Inf|NaN|[0-9.]+([eE][+-]?[0-9]+)?))$")]
    private static partial Regex SampleLine();

    [GeneratedRegex(@"(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=""(?<value>([^""\\]|\\[\\n""])*)""")]
    private static partial Regex LabelPair();
}
