using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Faults;

/// <summary>Every fault of every system, alone and with every fault of every other: the answer says it, nothing hangs, nothing is invented, nothing is lost.</summary>
public sealed class FaultTableTests(FaultyDemos demos) : IClassFixture<FaultyDemos>
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Cases => [.. FaultCase.All.Select(c => c.ToString())];

    [Fact]
    public async Task In_health_all_answer_and_all_give_something()
    {
        var healthy = await demos.WithAsync(demo => Task.FromResult(demo.Healthy));

        healthy["Patient"].States.Keys.Should().BeEquivalentTo(FaultCase.Searched);
        healthy["MedicationStatement"].States.Keys.Should().BeEquivalentTo("custody", "trust");
        healthy.Values.Should().OnlyContain(s => s.Faults(s, Array.Empty<FaultCase>(), s_long).Count() == 0 && s.States.Keys.All(n => s.Found.Any(f => f.Source == n)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_answer_says_a_fault_and_holds_all_else(string name)
    {
        var one = FaultCase.All.Single(c => c.ToString() == name);
        var others = FaultCase.Systems.Skip(FaultCase.Systems.ToList().IndexOf(one.System) + 1).ToHashSet();

        var failures = await Task.WhenAll(FaultCase.All.Where(c => others.Contains(c.System)).Select(other => FaultsAsync(one, other)).Prepend(FaultsAsync(one)));

        failures.SelectMany(f => f).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task When_all_who_know_the_person_fail_nobody_is_said_to_know_nothing(string name)
    {
        var one = FaultCase.All.Single(c => c.ToString() == name);
        var others = FaultCase.All.Where(c => c.Mode == "error" && FaultCase.Searched.Contains(c.System) && c.System != one.System);

        (await FaultsAsync([one, .. others])).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_community_provider_gets_a_clear_answer_when_it_reads(string name)
    {
        var one = FaultCase.All.Single(c => c.ToString() == name);
        var (lenient, strict) = await demos.WithAsync(demo => ReadAsync(demo, one));
        var isFailing = one is { System: "case-system", State: not "answered" };

        ((int)lenient.Status).Should().Be(200);
        lenient.Found.StateOf("case-system").Should().Be(one.System == "case-system" ? one.State : "answered");
        lenient.Found.Of("Task").Any().Should().Be(!isFailing);
        lenient.Found.Total.Should().Match(t => (t == null) == isFailing);
        ((int)strict.Status).Should().Be(isFailing ? 503 : 200);
    }

    private static async Task<(Answer Lenient, Answer Strict)> ReadAsync(FaultyDemo demo, FaultCase one)
    {
        demo.Give(one is { Hangs: true, System: "case-system" } ? demo.Deadline : s_long);
        demo.Set(one);
        var search = $"Task?owner.identifier={RunningDemo.Escaped("https://fhir.nhs.uk/Id/ods-organization-code", demo.Demo.Systems.Area.Community.OdsCode)}&status=requested&_include=Task:focus";
        var lenient = await demo.Demo.SearchAsync(search, DemoClients.CommunityProvider);
        var strict = await demo.Demo.SearchAsync(search, DemoClients.CommunityProvider, isStrict: true);
        demo.Set();
        return (lenient, strict);
    }

    private Task<List<string>> FaultsAsync(params FaultCase[] cases) => demos.WithAsync(demo => FaultsAsync(demo, cases));

    // A source that is only slow because the machine is gets more time, until it is plain that it is not the machine.
    private static async Task<List<string>> FaultsAsync(FaultyDemo demo, FaultCase[] cases)
    {
        for (var deadline = cases.Any(c => c.Hangs) ? demo.Deadline : s_long; ; deadline *= 2)
        {
            demo.Give(deadline);
            demo.Set(cases);
            var seen = await Task.WhenAll(FaultyDemo.Types.SelectMany(t => new[] { SeeAsync(demo, t, false), SeeAsync(demo, t, true) }));
            demo.Set();
            var failures = seen.SelectMany(s => s.Seen.Faults(demo.Healthy[s.Type], cases, deadline).Select(f => $"{string.Join(" and ", cases.Select(c => c.ToString()))}: {s.Type}: {f}")).ToList();
            if (failures.Count == 0 || deadline >= s_long || !seen.Any(s => s.Seen.IsEarly(cases)))
                return failures;
        }
    }

    private static async Task<(string Type, Seen Seen)> SeeAsync(FaultyDemo demo, string type, bool isStrict) => (type, await demo.SearchAsync(type, isStrict) with { IsStrict = isStrict });
}
