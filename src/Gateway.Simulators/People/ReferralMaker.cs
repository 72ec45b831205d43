namespace Gateway.Simulators.People;

/// <summary>Makes the referral of a person whom the community provider knows, or is to take up.</summary>
internal static class ReferralMaker
{
    private static readonly string[] s_statuses = ["engaged", "engaged", "engaged", "completed", "completed", "accepted", "received", "rejected", "did-not-attend", "withdrawn"];

    public static Referral? Make(Person person, int seed, DateTimeOffset today)
    {
        var draw = Draw.For(seed, person.Number, 4);
        if (person.Number == Cast.Referred)
            return new Referral { Id = Id(person), At = today.AddHours(-14), Status = "sent", StatusAt = today.AddHours(-14) };
        if (person.InCommunity is null)
            return null;
        var at = today.AddDays(-draw.Between(40, 1000)).AddMinutes(draw.Between(540, 1020));
        var status = draw.Of(s_statuses);
        var closed = status == "completed" ? BritishTime.Day(at).AddDays(draw.Between(25, 38)) : (DateOnly?)null;
        var isOut = status == "rejected";
        return new Referral
        {
            Id = Id(person),
            At = at,
            Status = status,
            StatusAt = closed is { } day ? new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero) : at.AddHours(draw.Between(4, 200)),
            Reason = isOut ? "No place free before the spring" : status == "did-not-attend" ? "Missed three appointments" : null,
            ReasonCode = isOut ? draw.Of<string>(["CAP", "AREA", "ELIG"]) : null,
            EnteredOn = status is "engaged" or "completed" ? BritishTime.Day(at).AddDays(draw.Between(1, 8)) : null,
            ClosedOn = closed,
        };
    }

    private static string Id(Person person) => $"R-{2000 + person.Number}";
}
