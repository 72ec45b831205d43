using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.Courts;

public sealed class CourtTests(Outside outside) : IClassFixture<Outside>
{
    private readonly SourceSet _sources = outside.Connect();

    [NeedsSharedFact]
    public void Court_results_are_read_from_either_envelope()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestFolders.Shared!, "court-results-spi"), "*.xml").Take(20))
        {
            var answer = _sources.Pushed.Read("courts", "results", File.ReadAllBytes(file), "application/xml");
            answer.State.Should().Be(SourceState.Answered, Path.GetFileName(file));
            answer.Records.Should().ContainSingle().Which.Locator.Should().HaveLength(36);
        }

        var routed = File.ReadAllBytes(Directory.EnumerateFiles(Path.Combine(TestFolders.Repository, "mappings/courts/cases/RoutedCourtResults"), "*.input.xml").First(f => File.Exists(f.Replace(".input.xml", ".expected.json", StringComparison.Ordinal))));
        _sources.Pushed.Read("courts", "results", routed, "text/xml").State.Should().Be(SourceState.Answered);
    }
}
