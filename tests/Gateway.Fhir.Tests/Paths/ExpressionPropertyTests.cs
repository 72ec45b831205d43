using System.Text;
using FsCheck.Fluent;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Tests.Paths;

public sealed class ExpressionPropertyTests
{
    private static readonly PathEnvironment s_short = new() { MaxSteps = 100_000, MaxTime = TimeSpan.FromSeconds(2) };

    [Fact]
    public void Random_characters_never_throw() => FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll<string, byte[]>((text, bytes) =>
        Runs(text ?? "") && Runs(Encoding.Latin1.GetString(bytes)) && Runs(Encoding.UTF8.GetString(bytes))));

    [Fact]
    public void Random_tokens_never_throw()
    {
        string[] tokens = ["1", "2.5", "9999999999", "5L", "'a'", "'\\ud800'", "''", "@2012", "@2012-02-29T10:00:00Z", "@T10", "{}", "true", "1 'mg'", "2 'Cel'", "3 years", "(", ")", "[", "]", ".", ".", ".", ",",
            "+", "-", "*", "/", "div", "mod", "&", "|", "=", "~", "!=", "<", ">=", "and", "or", "xor", "implies", "in", "contains", "is", "as", "Integer", "string", "Patient", "name", "given", "extension", "birthDate",
            "value", "$this", "$index", "$total", "%context", "%ucum", "`x`", "where(", "select(", "repeat(", "iif(", "aggregate(", "sort(", "first()", "count()", "toString()", "toQuantity()", "distinct()", "type()", "resolve()"];
        var random = new Random(20260101);
        for (var i = 0; i < 60_000; i++)
            Runs(string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => tokens[random.Next(tokens.Length)]))).Should().BeTrue();
    }

    [Fact]
    public void Well_formed_expressions_never_throw_and_give_the_same_with_and_without_a_context()
    {
        var random = new Random(20260102);
        var (answers, compiled) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var expression = GeneratedExpression.Make(random, 4);
            var free = CompiledPath.Compile(expression);
            var bound = CompiledPath.Compile(expression, new PathOptions { Context = Answer.Patient.Type });
            (free.Fault?.Kind ?? PathFaultKind.Semantic).Should().Be(PathFaultKind.Semantic, expression);
            if (free.Path is null || bound.Path is null)
                continue;
            compiled++;
            var result = free.Path.Evaluate(Answer.Patient, s_short);
            var other = bound.Path.Evaluate(Answer.Patient, s_short);
            Answer.Text(other).Should().Be(Answer.Text(result), expression);
            if (result.Values.Count > 0)
                answers++;
            var truth = free.Path.Test(Answer.Patient, out var fault, s_short);
            if (result is { Fault: null, Values: [var only] } && only.Kind == Gateway.Fhir.Paths.Values.PathKind.Boolean)
                (truth, fault).Should().Be((only.Boolean, null), expression);
        }

        compiled.Should().BeGreaterThan(5_000);
        answers.Should().BeGreaterThan(2_000);
    }

    [Fact]
    public void One_path_gives_many_threads_the_same_result()
    {
        var random = new Random(20260103);
        var paths = Enumerable.Range(0, 300).Select(_ => CompiledPath.Compile(GeneratedExpression.Make(random, 4)).Path).OfType<CompiledPath>().ToList();
        var expected = paths.Select(p => Answer.Text(p.Evaluate(Answer.Patient, s_short))).ToList();
        Parallel.For(0, 64, _ =>
        {
            for (var i = 0; i < paths.Count; i++)
                Answer.Text(paths[i].Evaluate(Answer.Patient, s_short)).Should().Be(expected[i], paths[i].Expression);
        });
    }

    [Fact]
    public void An_evaluation_inside_another_disturbs_neither()
    {
        var inner = CompiledPath.Compile("name.given.select($this & $index.toString())").Path!;
        Element Resolve(string reference) => inner.Evaluate(Answer.Patient).Values.Count == 3 ? Answer.Patient : default;
        Answer.Of("name.given.select('x'.resolve().name.given.first() & $index.toString() & $this)", Answer.Patient, new PathEnvironment { Resolve = Resolve })
            .Should().Be("Peter0Peter, Peter1, Peter2James");
    }

    private static bool Runs(string expression)
    {
        if (CompiledPath.Compile(expression).Path is { } path)
            path.Evaluate(Answer.Patient, s_short);
        if (CompiledPath.Compile(expression, new PathOptions { Context = Answer.Patient.Type, IsStrict = true, ChecksOrder = true }).Path is { } strict)
            strict.Test(Answer.Patient, out _, s_short);
        return true;
    }
}
