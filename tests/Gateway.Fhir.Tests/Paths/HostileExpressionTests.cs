using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Paths;

public sealed class HostileExpressionTests
{
    private const int SmallStack = 512 * 1024;

    public static TheoryData<string, string> Deep => new()
    {
        { "brackets", new string('(', 10_000) + "1" + new string(')', 10_000) },
        { "signs", new string('-', 10_000) + "1" },
        { "calls", string.Concat(Enumerable.Repeat("where(", 5_000)) + "true" + new string(')', 5_000) },
        { "indexers", string.Concat(Enumerable.Repeat("a[", 5_000)) + "0" + new string(']', 5_000) },
        { "additions", string.Join('+', Enumerable.Repeat("1", 100_000)) },
        { "steps", string.Join('.', Enumerable.Repeat("a", 30_000)) },
        { "unions", string.Join('|', Enumerable.Repeat("a", 30_000)) },
        { "brackets left open", new string('(', 60_000) },
        { "a quote left open", "'" + new string('\\', 60_000) },
        { "tokens", new string('.', 60_000) },
    };

    [Theory]
    [MemberData(nameof(Deep))]
    public void What_is_too_deep_or_too_long_is_a_syntax_fault(string what, string expression) =>
        OnSmallStack(() => CompiledPath.Compile(expression).Fault!.Kind).Should().Be(PathFaultKind.Syntax, what);

    public static TheoryData<string, string> Longest => new()
    {
        { "+", string.Join('+', Enumerable.Repeat("1", 290)) },
        { "-", string.Join('-', Enumerable.Repeat("1 'mg'", 290)) },
        { "&", string.Join('&', Enumerable.Repeat("'a'", 1900)) },
        { "|", string.Join('|', Enumerable.Repeat("id", 1900)) },
        { "and", string.Join(" and ", Enumerable.Repeat("true", 1900)) },
        { "or", string.Join(" or ", Enumerable.Repeat("a", 1900)) },
        { "implies", string.Join(" implies ", Enumerable.Repeat("true", 290)) },
        { "=", string.Join('=', Enumerable.Repeat("true", 290)) },
        { "~", string.Join('~', Enumerable.Repeat("true", 290)) },
        { "<", string.Join('<', Enumerable.Repeat("1", 290)) },
        { "in", string.Join(" in ", Enumerable.Repeat("1", 290)) },
        { "is", "1" + string.Concat(Enumerable.Repeat(" is Boolean", 290)) },
        { "as", "1" + string.Concat(Enumerable.Repeat(" as Integer", 290)) },
        { "steps", string.Join('.', Enumerable.Repeat("extension", 290)) },
        { "steps from a type", "Patient." + string.Join('.', Enumerable.Repeat("extension", 290)) },
        { "indexers", "name" + string.Concat(Enumerable.Repeat("[0]", 290)) },
        { "first", "name" + string.Concat(Enumerable.Repeat(".first()", 290)) },
        { "not", "true" + string.Concat(Enumerable.Repeat(".not()", 290)) },
        { "toString", "1" + string.Concat(Enumerable.Repeat(".toString()", 290)) },
        { "abs", "1" + string.Concat(Enumerable.Repeat(".abs()", 290)) },
        { "upper", "'a'" + string.Concat(Enumerable.Repeat(".upper()", 290)) },
        { "trim and matches", "'a'" + string.Concat(Enumerable.Repeat(".replaceMatches('a','a')", 290)) },
        { "where", "name" + string.Concat(Enumerable.Repeat(".where(true)", 290)) },
        { "select", "name" + string.Concat(Enumerable.Repeat(".select($this)", 290)) },
        { "repeat", "name" + string.Concat(Enumerable.Repeat(".repeat($this)", 290)) },
        { "exists", "name" + string.Concat(Enumerable.Repeat(".exists($this)", 290)) },
        { "iif", "1" + string.Concat(Enumerable.Repeat(".iif(true,$this)", 290)) },
        { "aggregate", "1" + string.Concat(Enumerable.Repeat(".aggregate($this)", 290)) },
        { "sort", "1" + string.Concat(Enumerable.Repeat(".sort($this)", 290)) },
        { "distinct", "name" + string.Concat(Enumerable.Repeat(".distinct()", 290)) },
        { "defineVariable", "name" + string.Concat(Enumerable.Range(0, 290).Select(i => $".defineVariable('v{i}')")) },
        { "extension", "name" + string.Concat(Enumerable.Repeat(".extension('a')", 290)) },
        { "toQuantity", "1" + string.Concat(Enumerable.Repeat(".convertsToQuantity()", 290)) },
        { "nested where", string.Concat(Enumerable.Repeat("where(", 190)) + "true" + new string(')', 190) },
        { "nested select", string.Concat(Enumerable.Repeat("select(", 190)) + "$this" + new string(')', 190) },
        { "nested all", string.Concat(Enumerable.Repeat("all(", 190)) + "true" + new string(')', 190) },
        { "nested iif", string.Concat(Enumerable.Repeat("iif(true,", 190)) + "true" + new string(')', 190) },
        { "nested arguments of long chains", string.Concat(Enumerable.Repeat("iif(true,1+1+1+1+", 70)) + "1" + new string(')', 70) },
        { "signs", new string('-', 190) + "1" },
    };

    [Theory]
    [MemberData(nameof(Longest))]
    public void The_longest_expression_that_is_accepted_runs_on_a_small_stack(string what, string expression) => OnSmallStack(() =>
    {
        var path = CompiledPath.Compile(expression);
        path.Fault?.Kind.Should().NotBe(PathFaultKind.Budget, what);
        CompiledPath.Compile(expression, new PathOptions { Context = Answer.Patient.Type });
        path.Path?.Evaluate(Answer.Patient);
        path.Path?.Test(Answer.Patient, out _);
        return path.Fault is null || path.Fault.Kind == PathFaultKind.Semantic;
    }).Should().BeTrue(what);

    private static T OnSmallStack<T>(Func<T> work)
    {
        T result = default!;
        var thread = new Thread(() => result = work(), SmallStack);
        thread.Start();
        thread.Join();
        return result;
    }
}
