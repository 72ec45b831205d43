using Gateway.Simulators.People;

namespace Gateway.Simulators.CaseSystem;

/// <summary>Feedback, which names nobody.</summary>
internal static class FeedbackRecords
{
    private static readonly string[] s_teams = ["liaison-and-diversion", "custody-healthcare", "street-triage"];
    private static readonly string[] s_scale = ["strongly-agree", "strongly-agree", "agree", "agree", "neutral", "disagree", "strongly-disagree"];
    private static readonly string?[] s_comments = [null, null, "They rang when they said they would", "Nobody had asked me that before", "Waited too long in the cell", "Kind people"];

    public static CaseRecord Of(int number, Population population)
    {
        var draw = Draw.For(population.Seed, number, 7);
        var at = population.Today.AddDays(-draw.Between(1, 1090));
        return CaseSeed.Record(CaseKind.Feedback, $"FB-{1000 + number}", at, new
        {
            team = draw.Of(s_teams),
            receivedOn = BritishTime.Text(BritishTime.Day(at)),
            contactTime = draw.Of(s_scale),
            contactAmount = draw.Of(s_scale),
            knowledge = draw.Of(s_scale),
            support = draw.Of(s_scale),
            notOfferedElsewhere = draw.Of(s_scale),
            comment = draw.Of(s_comments),
        });
    }
}
