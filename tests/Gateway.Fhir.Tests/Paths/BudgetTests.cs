using System.Diagnostics;
using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Tests.Paths;

public sealed class BudgetTests
{
    private static readonly PathValue s_long = PathValue.Of(new string('a', 100_000));

    public static TheoryData<string> Bombs => new()
    {
        "repeatAll($this)",
        "repeatAll($this | $this)",
        "descendants().select(%context.descendants()).select(%context.descendants()).select(%context.descendants())",
        "descendants().select(%context.descendants().select(%context.descendants().select(%context.descendants())))",
        "%many.select(%many.count())",
        "%many.select(%many.tail().tail().count())",
        "%many.select(%many)",
        "%many.aggregate($total.combine($total).combine($this))",
        "%many.aggregate($total & %long, '')",
        "%many.aggregate($total + %long, '')",
        "%many.select(%long & %long & $index.toString()).count()",
        "%many.select(%long.replace('a', 'bb')).count()",
        "%many.select(%long.upper()).count()",
        "%many.select(%long.toChars()).count()",
        "%many.select(%long.split('')).count()",
        "%long.split('').join(%long)",
        "%long.replace('', %long)",
        "%long.replaceMatches('a', %long)",
        "%long.replaceMatches('a', '$_')",
        "%long.replaceMatches('(?=(.*))', '$1')",
        "%long.matches('(a+)+(?<!a)$')",
        "%long.matches('^(?=(a+)+b)(a|aa)+$')",
        "%long.matches(%long)",
        "%many.select(%long.matches('^(?=(a+)+b)')).count()",
        "%many.select(%many.select(%many.exists($this > 5))).count()",
        "%many.sort(%many.count())",
        "%many.where(%many.distinct().count() > 1)",
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void What_would_grow_or_run_without_end_ends_in_a_budget_fault_soon(string expression)
    {
        var started = Stopwatch.GetTimestamp();
        Answer.Of(expression, Answer.Patient, Environment with { MaxTime = TimeSpan.FromSeconds(1), MaxSteps = 5_000_000 }).Should().Be("! Budget");
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(8));
        Answer.Of("1 + 1").Should().Be("2");
    }

    [Theory]
    [InlineData("repeat($this).count()", "1")]
    [InlineData("name.repeat($this).count()", "2")]
    [InlineData("%long.matches('(a+)+$')", "true")]
    [InlineData("%long.matches('((((a{9}){9}){9}){9}){9}')", "true")]
    [InlineData("%many.count()", "3000")]
    [InlineData("%dates.distinct().count()", "2000")]
    public void What_only_looks_dangerous_has_an_answer(string expression, string answer) =>
        Answer.Of(expression, Answer.Patient, Environment).Should().Be(answer);

    [Theory]
    [InlineData(0, "! Budget")]
    [InlineData(5, "! Budget")]
    [InlineData(100_000, "11")]
    public void The_steps_that_are_given_are_the_steps_that_are_taken(long steps, string answer) =>
        Answer.Of("name.descendants().count()", Answer.Patient, new PathEnvironment { MaxSteps = steps }).Should().Be(answer);

    [Fact]
    public void The_time_budget_is_kept_by_the_clock_that_is_given()
    {
        var path = CompiledPath.Compile("%many.select(%many.where($this > 1).count())").Path!;
        var result = path.Evaluate(Answer.Patient, Environment with { Time = new LeapingClock(), MaxTime = TimeSpan.FromMinutes(1) });
        result.Fault!.Kind.Should().Be(PathFaultKind.Budget);
        result.Fault.Message.Should().Contain("60 s");
    }

    [Fact]
    public void Nothing_of_the_data_stays_referenced_after_an_evaluation()
    {
        var (tree, path) = Evaluated();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        tree.TryGetTarget(out _).Should().BeFalse();
        path.Evaluate(Answer.Patient).Values.Should().NotBeEmpty();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (WeakReference<ElementTree> Tree, CompiledPath Path) Evaluated()
    {
        var element = Answer.Read("""{ "resourceType": "Patient", "name": [ { "family": "A" }, { "family": "B" } ] }""");
        var path = CompiledPath.Compile("descendants().defineVariable('a').select(%a | $this) | name.aggregate($total | family)").Path!;
        path.Evaluate(element);
        path.Test(element, out _);
        path.Evaluate(element, new PathEnvironment { MaxSteps = 10, Resource = element }).Fault!.Kind.Should().Be(PathFaultKind.Budget);
        return (new WeakReference<ElementTree>(element.Tree), path);
    }

    private static PathEnvironment Environment { get; } = new()
    {
        Variables = new Dictionary<string, IReadOnlyList<PathValue>>
        {
            ["long"] = [s_long],
            ["many"] = [.. Enumerable.Range(0, 3000).Select(PathValue.Of)],
            ["dates"] = [.. Enumerable.Range(1, 2000).Select(i => Date(i))],
        },
    };

    private static PathValue Date(int year) => CompiledPath.Compile($"@{year:D4}").Path!.Evaluate(Answer.Nothing).Values[0];

    private sealed class LeapingClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now += 31;
    }
}
