using System.Globalization;
using System.Text.Json;

namespace Gateway.Tests.Commands.Search;

/// <summary>The search tests of fhir-candle, the reference server of R4's editors, over its own data through the command line.</summary>
public sealed class CandleSuiteTests
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private static string Folder => Path.Combine(TestFolders.Shared!, "suites", "search-fhir-candle");

    [NeedsSharedFact]
    public void Every_case_finds_what_it_expects_or_what_R4_says_instead()
    {
        var cases = Cases().Where(c => c.Total is not null).ToList();
        var differing = cases.Select(c => (c.Url, Expected: c.Total!.Value, Given: Total(c.Url))).Where(c => c.Expected != c.Given).Distinct().ToList();
        differing.Should().BeEquivalentTo(CandleExceptions.All.Select(e => (e.Key, e.Value.Expected, e.Value.Given)));
        cases.Should().HaveCount(73);
    }

    [NeedsSharedFact]
    public void What_is_included_comes_with_the_matches()
    {
        foreach (var test in Cases().Where(c => c.EntryCount is not null))
            Lines(test.Url).Skip(1).Should().HaveCount(test.EntryCount!.Value);
    }

    [NeedsSharedFact]
    public void Every_order_that_is_asked_for_is_kept()
    {
        Cases().Where(c => c.Kind == "sort").Select(c => c.Url).Should().BeEquivalentTo(
            "Observation?_sort=date", "Observation?_sort=status", "Observation?_sort=_lastUpdated", "Patient?_sort=-birthdate", "Patient?_sort=-_lastUpdated");
        Lines("Observation?_sort=date").Skip(4).Should().Equal("Observation/example", "Observation/1minute-apgar-score", "Observation/656");
        Lines("Observation?_sort=status").Skip(1).Take(2).Should().Equal("Observation/blood-pressure-cancel", "Observation/1minute-apgar-score");
        Lines("Patient?_sort=-birthdate").Skip(2).Should().Equal("Patient/pat4", "Patient/pat3", "Patient/example", "Patient/pat1", "Patient/pat2");
    }

    private static List<CandleCase> Cases() => [.. JsonSerializer.Deserialize<List<CandleCase>>(File.ReadAllText(Path.Combine(Folder, "cases-r4.json")), s_json)!.Where(c => c.AuthKey is null)];

    private static int Total(string url) => int.Parse(Lines(url)[0]["total ".Length..], CultureInfo.InvariantCulture);

    private static string[] Lines(string url)
    {
        var run = CommandRun.Of("search", url, Path.Combine(Folder, "data-r4"));
        run.ExitCode.Should().Be(0, run.Error);
        return run.Out.TrimEnd().Split('\n');
    }
}
