using System.Text.RegularExpressions;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Telemetry.Prometheus;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Native;

/// <summary>That the guide in the README says what every metric means, and of none that is not there.</summary>
[Collection(NativeDemo.Name)]
public sealed partial class MetricGuideTests(SharedDemo shared)
{
    [Fact]
    public void Every_metric_is_in_the_guide_and_no_other()
    {
        var guide = File.ReadAllText(Path.Combine(TestFolders.Repository, "README.md")).Split("\n## Operating it\n")[1].Split("\n## ")[0];
        var told = Row().Matches(guide).Select(m => m.Groups[1].Value).ToList();
        var there = shared.Demo.Gateway.Services.GetRequiredService<MetricBook>().Read().Select(m => m.Name).ToList();

        there.Where(m => m.StartsWith("gateway_", StringComparison.Ordinal)).Should().BeEquivalentTo(told.Where(t => !t.EndsWith('*')));
        there.Where(m => !m.StartsWith("gateway_", StringComparison.Ordinal)).Should().OnlyContain(m => told.Any(t => t.EndsWith('*') && m.StartsWith(t.TrimEnd('*'), StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^\| `([a-z_]+\*?)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
