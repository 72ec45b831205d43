using Gateway.EndToEnd.Tests.Data;

namespace Gateway.EndToEnd.Tests.Faults;

/// <summary>What a caller sees of a search.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="States">What is said of each source that can be searched.</param>
/// <param name="Total">How many there are; null when the answer does not know.</param>
/// <param name="Found">The resources, by the name of their source.</param>
/// <param name="Took">The time that the caller waited.</param>
internal sealed record Seen(int Status, IReadOnlyDictionary<string, string> States, string? Total, IReadOnlyList<(string Source, string Address)> Found, TimeSpan Took)
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(20);

    public bool IsStrict { get; init; }

    public static Seen Of(string type, Answer answer, TimeSpan took)
    {
        var found = answer.Found;
        var states = FaultCase.Searched.Select(s => (Name: s, State: found.StateOf(s))).Where(s => s.State is not null).ToDictionary(s => s.Name, s => s.State!);
        var resources = found.Of(type).Select(r => (r["meta"].Select(m => m.ChildText("source")).First()!.Split('/')[^1], $"{type}/{r.ChildText("id")}"));
        return new Seen((int)answer.Status, states, found.Total, [.. resources.Order()], took);
    }

    /// <summary>What is not as it must be under those faults, measured by what is seen in health; none when all is.</summary>
    public IEnumerable<string> Faults(Seen healthy, IReadOnlyCollection<FaultCase> cases, TimeSpan deadline)
    {
        // Of those who hold nothing of the type, who failed is said all the same: they may know by which numbers others know the person.
        var expected = healthy.States.ToDictionary(s => s.Key, _ => "answered");
        foreach (var one in cases.Where(c => c.State != "answered" && FaultCase.Searched.Contains(c.System)))
            expected[one.System] = one.State;
        var missing = expected.Where(s => s.Value != "answered").Select(s => s.Key).ToHashSet();
        var isRefused = healthy.States.Keys.All(missing.Contains) || (IsStrict && missing.Count > 0);
        if (Status != (isRefused ? 503 : 200))
            yield return $"the status is {Status}";
        foreach (var (source, state) in expected)
            if (States.GetValueOrDefault(source) is var said && said != state)
                yield return $"{source} is said to be {said ?? "nothing"} in place of {state}";
        if (!isRefused && Total is not null != (missing.Count == 0))
            yield return $"the total is {Total ?? "absent"}";
        if (!isRefused && !Found.SequenceEqual(healthy.Found.Where(f => !missing.Contains(f.Source))))
            yield return $"found are {Found.Count} of {healthy.Found.Count}: {string.Join(", ", Found.Select(f => f.Source))}";
        if (isRefused && Found.Count > 0)
            yield return "a refusal holds resources";
        if (Took > deadline + s_margin)
            yield return $"it took {Took.TotalSeconds:0} s";
    }

    /// <summary>True when a source that nothing is wrong with was not heard in time: then the machine is slow and the source needs more.</summary>
    public bool IsEarly(IReadOnlyCollection<FaultCase> cases) => States.Any(s => s.Value == "timed-out" && !cases.Any(c => c.Hangs && c.System == s.Key));
}
