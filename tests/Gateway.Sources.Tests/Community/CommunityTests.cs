using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Simulators.Faults;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.Community;

public sealed class CommunityTests(Outside outside) : IClassFixture<Outside>
{
    private readonly SourceSet _sources = outside.Connect();

    private IResourceSource Provider => _sources.Find("community")!;

    [Fact]
    public async Task All_extracts_are_read_row_by_row_whatever_the_size_of_a_part()
    {
        var whole = await ReadAllAsync(10_000);
        whole.Should().NotBeEmpty();
        (await ReadAllAsync(3)).Should().Equal(whole);
    }

    [Fact]
    public async Task A_new_extract_follows_the_cursor()
    {
        var end = (await Provider.ChangesAsync(null, 1, CancellationToken.None)).Next;
        for (var part = await Provider.ChangesAsync(end, 10_000, CancellationToken.None); part.State != SourceState.NothingKnown; part = await Provider.ChangesAsync(end, 10_000, CancellationToken.None))
            end = part.Next;
        using var http = new HttpClient();
        var dropped = await http.PostAsJsonAsync(new Uri(outside.Systems.Community, "control/extracts"), JsonNode.Parse("""
            {"kind":"outcomes","rows":[{"ReferralRef":"REF-9901","OutcomeCode":"ACC","OutcomeDate":"12/01/2026"},{"ReferralRef":"REF-9902","OutcomeCode":"PERHAPS","OutcomeDate":"12/01/2026"}]}
            """));
        dropped.IsSuccessStatusCode.Should().BeTrue();
        var news = await Provider.ChangesAsync(end, 100, CancellationToken.None);
        news.State.Should().Be(SourceState.Partly);
        news.Records.Should().ContainSingle().Which.Locator.Should().Be("oREF-9901");
        news.Records[0].Resources("Task").Single().ChildText("status").Should().Be("accepted");
        news.Faults.Should().NotBeEmpty();
        news.Next.Should().NotBe(end);
    }

    [Theory]
    [InlineData(FaultMode.Cut)]
    [InlineData(FaultMode.Malformed)]
    [InlineData(FaultMode.Error)]
    public async Task An_extract_that_cannot_be_read_is_not_passed_over(FaultMode mode)
    {
        using var sources = outside.Connect(o => o.Limits.RetryDelay = TimeSpan.Zero);
        outside.Systems.Faults.Community.Set(new Fault { Mode = mode, Path = "/extracts/" });
        var part = await sources.Find("community")!.ChangesAsync(null, 100, CancellationToken.None);
        (part.State, part.Next, part.Records.Count).Should().Be((SourceState.Failed, null, 0));
        outside.Systems.Faults.Clear();
    }

    [Fact]
    public async Task A_notification_is_taken_once()
    {
        var bundle = ElementDraft.New(DefinitionSet.R4.FindType("Bundle")!).AddText("type", "history").Build();
        for (var i = 0; i < 2; i++)
            (await Provider.WriteAsync(new SourceChange { Type = "Bundle", Content = bundle, Key = "note-1" }, CancellationToken.None)).Status.Should().Be(202);
        using var http = new HttpClient();
        var received = await http.GetFromJsonAsync<JsonArray>(new Uri(outside.Systems.Community, "control/received"));
        received!.Count(r => r!.ToJsonString().Contains("note-1", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task It_is_never_searched()
    {
        Provider.Profile.Types.Should().BeEmpty();
        (await Provider.SearchAsync(Answers.About("Task", Systems.CommunityClient, "TR-1"), CancellationToken.None)).State.Should().Be(SourceState.NothingKnown);
        (await Provider.CheckAsync(CancellationToken.None)).State.Should().Be(SourceState.Answered);
        (await _sources.Find("courts")!.CheckAsync(CancellationToken.None)).State.Should().Be(SourceState.Answered);
    }

    private async Task<List<string>> ReadAllAsync(int atMost)
    {
        var (cursor, hasMore, read) = (default(string), true, new List<string>());
        while (hasMore)
        {
            var part = await Provider.ChangesAsync(cursor, atMost, CancellationToken.None);
            part.State.Should().BeOneOf(SourceState.Answered, SourceState.Partly);
            read.AddRange(part.Records.Select(r => $"{r.Version} {r.Locator}"));
            (cursor, hasMore) = (part.Next, part.HasMore);
        }

        return [.. read.Where(r => !r.Contains("REF-99", StringComparison.Ordinal))];
    }
}
