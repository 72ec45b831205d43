using Gateway.Mapping.Language;

namespace Gateway.Mapping.Tests.Language;

/// <summary>Texts of rules, and exactly what they mean.</summary>
public sealed class RuleTextTests
{
    private static readonly MapSource s_src = new("src");

    public static TheoryData<string, MapRule> Sources() => new()
    {
        { "src;", Rule(s_src) },
        { "src.a.b;", Rule(s_src with { Element = "a.b" }) },
        { "`src`.`odd-name`;", Rule(s_src with { Element = "odd-name" }) },
        { "\"src\".\"a\";", Rule(s_src with { Element = "a" }) },
        { "src.first;", Rule(s_src with { Element = "first" }) },
        { "src.default as where;", Rule(s_src with { Element = "default", Variable = "where" }) },
        { "src.a : Type;", Rule(s_src with { Element = "a", Type = "Type" }) },
        { "src.a 0..1;", Rule(s_src with { Element = "a", Cardinality = new(0, 1) }) },
        { "src.a : T 1..*;", Rule(s_src with { Element = "a", Type = "T", Cardinality = new(1, null) }) },
        { "src.a default (x + 1);", Rule(s_src with { Element = "a", Default = new MapExpression("x + 1") }) },
        { "src.a default (v) first as v;", Rule(s_src with { Element = "a", Default = new MapExpression("v"), ListMode = MapSourceListMode.First, Variable = "v" }) },
        { "src.a default \"text\";", Rule(s_src with { Element = "a", Default = new MapString("text") }) },
        { "src.a default 5;", Rule(s_src with { Element = "a", Default = new MapExpression("5") }) },
        { "src.a not_first;", Rule(s_src with { Element = "a", ListMode = MapSourceListMode.NotFirst }) },
        { "src.a only_one;", Rule(s_src with { Element = "a", ListMode = MapSourceListMode.OnlyOne }) },
        { "src.a where (b = 'c');", Rule(s_src with { Element = "a", Where = new("b = 'c'") }) },
        { "src.a where b = 'c';", Rule(s_src with { Element = "a", Where = new("b = 'c'") }) },
        { "src.a where (b) or (c);", Rule(s_src with { Element = "a", Where = new("(b) or (c)") }) },
        { "src.a where ((b));", Rule(s_src with { Element = "a", Where = new("b") }) },
        { "src.a where b -1 > 2 check c log d;", Rule(s_src with { Element = "a", Where = new("b -1 > 2"), Check = new("c"), Log = new("d") }) },
        { "src.a where b /* of */\n  = c // so\n ;", Rule(s_src with { Element = "a", Where = new("b = c") }) },
        { "src.a where b = 5 \"a\";", Rule(s_src with { Element = "a", Where = new("b = 5") }) },
        { "src.a where b = {};", Rule(s_src with { Element = "a", Where = new("b = {}") }) },
    };

    public static TheoryData<string, MapTarget> Targets() => new()
    {
        { "tgt.a", To("a") },
        { "tgt.group.map", To("group.map") },
        { "tgt.a as v", To("a") with { Variable = "v" } },
        { "tgt.a = 'x'", To("a", MapTransform.Copy, new MapString("x")) },
        { "tgt.a = \"it's \\u0041\\n\"", To("a", MapTransform.Copy, new MapString("it's A\n")) },
        { "tgt.a = v", To("a", MapTransform.Copy, new MapVariable("v")) },
        { "tgt.a = v.b.c", To("a", MapTransform.Copy, new MapVariable("v.b.c")) },
        { "tgt.a = copy(v)", To("a", MapTransform.Copy, new MapVariable("v")) },
        { "tgt.a = copy", To("a", MapTransform.Copy, new MapVariable("copy")) },
        { "tgt.a = true", To("a", MapTransform.Copy, new MapBoolean(true)) },
        { "tgt.a = `true`", To("a", MapTransform.Copy, new MapVariable("true")) },
        { "tgt.a = -5", To("a", MapTransform.Copy, new MapInteger(-5)) },
        { "tgt.a = 1.50", To("a", MapTransform.Copy, new MapDecimal("1.50")) },
        { "tgt.a = @2020-02", To("a", MapTransform.Copy, new MapMoment("2020-02")) },
        { "tgt.a = @T10:30", To("a", MapTransform.Copy, new MapMoment("T10:30")) },
        { "tgt.a = (v.b + 'c')", To("a", MapTransform.Evaluate, new MapExpression("v.b + 'c'")) },
        { "tgt.a = (v as Quantity) as v", To("a", MapTransform.Evaluate, new MapExpression("v as Quantity")) with { Variable = "v" } },
        { "tgt.a = evaluate(v, b.c(1, 2))", To("a", MapTransform.Evaluate, new MapVariable("v"), new MapExpression("b.c(1, 2)")) },
        { "tgt.a = evaluate(v, 'b.c')", To("a", MapTransform.Evaluate, new MapVariable("v"), new MapExpression("b.c")) },
        { "tgt.a = evaluate(v, 'b' + c)", To("a", MapTransform.Evaluate, new MapVariable("v"), new MapExpression("'b' + c")) },
        { "tgt.a = evaluate(v.b)", To("a", MapTransform.Evaluate, new MapExpression("v.b")) },
        { "tgt.a = create('X')", To("a", MapTransform.Create, new MapString("X")) },
        { "tgt.a = create()", To("a", MapTransform.Create) },
        { "tgt.a = uuid()", To("a", MapTransform.Uuid) },
        { "tgt.a = dateOp(v, '+', 1)", To("a", MapTransform.DateOp, new MapVariable("v"), new MapString("+"), new MapInteger(1)) },
        { "tgt.a = qty(1.0, 'mg')", To("a", MapTransform.Qty, new MapDecimal("1.0"), new MapString("mg")) },
        { "tgt.a = cp('x')", To("a", MapTransform.Cp, new MapString("x")) },
        { "tgt = v", new MapTarget { Context = "tgt", Transform = MapTransform.Copy, Parameters = [new MapVariable("v")] } },
        { "tgt as p", new MapTarget { Transform = MapTransform.Copy, Parameters = [new MapVariable("tgt")], Variable = "p" } },
        { "create('X') as p", new MapTarget { Transform = MapTransform.Create, Parameters = [new MapString("X")], Variable = "p" } },
        { "(src.a) as p", new MapTarget { Transform = MapTransform.Evaluate, Parameters = [new MapExpression("src.a")], Variable = "p" } },
        { "tgt.a as v first", To("a") with { Variable = "v", ListModes = [MapTargetListMode.First] } },
        { "tgt.a as v share x last", To("a") with { Variable = "v", ListModes = [MapTargetListMode.Share, MapTargetListMode.Last], ShareId = "x" } },
        { "tgt.a as v single", To("a") with { Variable = "v", ListModes = [MapTargetListMode.Single] } },
        { "tgt.a as v collate", To("a") with { Variable = "v", ListModes = [MapTargetListMode.Collate] } },
    };

    public static TheoryData<string, MapRule> Calls() => new()
    {
        { "src then G(src, tgt);", Rule(s_src) with { Dependents = [Call("G", new MapVariable("src"), new MapVariable("tgt"))] } },
        { "src then G(), H('a', 1, true);", Rule(s_src) with { Dependents = [Call("G"), Call("H", new MapString("a"), new MapInteger(1), new MapBoolean(true))] } },
        { "src then { src.a; };", Rule(s_src) with { Rules = [Rule(s_src with { Element = "a" })] } },
        { "src then G(src) { src.a; } \"n\";", Rule(s_src) with { Name = "n", Dependents = [Call("G", new MapVariable("src"))], Rules = [Rule(s_src with { Element = "a" })] } },
        { "src.a as x, src.b as y \"two\";", new MapRule { Name = "two", Sources = [s_src with { Element = "a", Variable = "x" }, s_src with { Element = "b", Variable = "y" }] } },
        { "src \"with space\"; // said", Rule(s_src) with { Name = "with space", Documentation = "said" } },
        { "src.a -> tgt.a bare;", Rule(s_src with { Element = "a" }) with { Name = "bare", Targets = [To("a")] } },
        { "src.a : T -> tgt.a;", Rule(s_src with { Element = "a", Type = "T" }) with { Targets = [To("a")] } },
        { "src.a as vvv -> tgt.a = create() as vvv;", Rule(s_src with { Element = "a" }) with { Targets = [To("a")] } },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    [MemberData(nameof(Calls))]
    public void A_rule_means_exactly_that(string text, MapRule expected) => Only(text).Should().Be(expected);

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_target_means_exactly_that(string text, MapTarget expected) =>
        Only($"src.x as v -> {text} \"r\";").Should().Be(new MapRule { Name = "r", Sources = [s_src with { Element = "x", Variable = "v" }], Targets = [expected] });

    [Fact]
    public void A_rule_without_a_name_is_called_after_its_source()
    {
        Only("src.a : T;").Name.Should().Be("a-T");
        Only("src.a;").Name.Should().Be("a");
        Only("src;").Name.Should().Be("src");
    }

    [Fact]
    public void Each_part_knows_its_place()
    {
        var rule = Only("src.a where\n  b -> tgt.c = create('😀'), tgt.d = v then G(v);");
        rule.Place.ToString().Should().Be("3:1");
        rule.Sources[0].Where!.Place.ToString().Should().Be("4:3");
        rule.Targets[0].Parameters[0].Place.ToString().Should().Be("4:23");
        rule.Targets[1].Place.ToString().Should().Be("4:29");
        rule.Dependents[0].Place.ToString().Should().Be("4:44");
    }

    private static MapRule Only(string rule)
    {
        var map = RoundTrip.Read($"map \"http://example.org/m\" = m\ngroup g(source src, target tgt) {{\n{rule}\n}}");
        RoundTrip.Check(map);
        return map.Groups[0].Rules.Should().ContainSingle().Which;
    }

    private static MapRule Rule(MapSource source) => new() { Name = MapRule.NameFrom(source), Sources = [source] };

    private static MapTarget To(string element, MapTransform? transform = null, params MapParameter[] parameters) =>
        new() { Context = "tgt", Element = element, Transform = transform, Parameters = [.. parameters] };

    private static MapDependent Call(string name, params MapParameter[] parameters) => new(name) { Parameters = [.. parameters] };
}
