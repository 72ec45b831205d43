using Gateway.Demo.Journeys;

namespace Gateway.EndToEnd.Tests.Journeys;

public sealed class JourneyTests(BothAreas areas) : IClassFixture<BothAreas>
{
    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var area in BothAreas.Names)
                foreach (var journey in Journey.All)
                    all.Add(area, journey.Title);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_journey_goes_as_told(string area, string title)
    {
        var steps = await Journey.All.Single(j => j.Title == title).RunAsync(areas[area].Gateway, _ => { }, CancellationToken.None);

        steps.Should().NotBeEmpty().And.OnlyContain(s => s.IsDone, string.Join(Environment.NewLine, steps.Select(s => $"{(s.IsDone ? "done" : "NOT DONE")}: {s.Title} {s.Fault}")));
    }
}
