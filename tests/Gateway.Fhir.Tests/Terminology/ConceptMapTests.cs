using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Maps;

namespace Gateway.Fhir.Tests.Terminology;

public sealed class ConceptMapTests
{
    private const string Rows = """
        {"source":"http://a","target":"http://b","element":[
          {"code":"1","target":[{"code":"one","display":"One","equivalence":"equivalent"}]},
          {"code":"2","target":[{"code":"two","equivalence":"wider"},{"code":"zwei","equivalence":"narrower"}]},
          {"code":"3","target":[{"equivalence":"unmatched","comment":"none"}]},
          {"code":"4","target":[{"code":"four","equivalence":"equal","dependsOn":[{"property":"sex","system":"http://s","value":"f"}],"product":[{"property":"unit","value":"kg"}]}]}]
        """;

    [Theory]
    [InlineData("http://a", "1", "one equivalent")]
    [InlineData(null, "1", "one equivalent")]
    [InlineData("http://other", "1", "")]
    [InlineData("http://a", "2", "two wider, zwei narrower")]
    [InlineData("http://a", "3", " unmatched")]
    [InlineData("http://a", "4", "")]
    [InlineData("http://a", "9", "")]
    public void A_code_becomes(string? system, string code, string expected) => Text(Set(Map("http://map", Rows + "}")).Translate("http://map", new CodedValue(system, code))).Should().Be(expected);

    [Theory]
    [InlineData("one", "1 equivalent")]
    [InlineData("two", "2 narrower")]
    [InlineData("zwei", "2 wider")]
    [InlineData("drei", "")]
    public void And_back(string code, string expected) =>
        Text(Set(Map("http://map", Rows + "}")).Translate("http://map", new CodedValue("http://b", code), isReverse: true)).Should().Be(expected);

    [Theory]
    [InlineData("""{"mode":"provided"}""", "9 equal http://b")]
    [InlineData("""{"mode":"fixed","code":"other","display":"Other"}""", "other relatedto http://b")]
    [InlineData("""{"mode":"other-map","url":"http://map2"}""", "neun equivalent http://c")]
    [InlineData("""{"mode":"other-map","url":"http://nowhere"}""", "")]
    [InlineData("""{"mode":"other-map","url":"http://map"}""", "")]
    public void A_code_that_no_row_names_becomes(string unmapped, string expected)
    {
        var set = Set(Map("http://map", $"{Rows},\"unmapped\":{unmapped}}}"), Map("http://map2", """{"source":"http://a","target":"http://c","element":[{"code":"9","target":[{"code":"neun","equivalence":"equivalent"}]}],"unmapped":{"mode":"other-map","url":"http://map"}}"""));
        string.Join(", ", set.Translate("http://map", new CodedValue("http://a", "9"))!.Select(m => $"{m.Target.Code} {m.Target.Equivalence} {m.Target.System}")).Should().Be(expected);
        Text(set.Translate("http://map", new CodedValue("http://a", "1"))).Should().Be("one equivalent");
        if (unmapped.Contains("map2", StringComparison.Ordinal))
            set.Translate("http://map", new CodedValue("http://a", "8")).Should().BeEmpty("the two name each other in a ring");
    }

    [Fact]
    public void A_target_that_depends_on_more_needs_it()
    {
        var map = Set(Map("http://map", Rows + "}")).FindConceptMap("http://map")!;
        map.Translate("http://a", "4", _ => null, [new ConceptDependency("sex", "http://s", "f")]).Should().ContainSingle().Which.Products.Should().Equal(new ConceptDependency("unit", null, "kg"));
        map.Translate("http://a", "4", _ => null, [new ConceptDependency("sex", "http://s", "m")]).Should().BeEmpty();
    }

    [Fact]
    public void ConceptMaps_are_found_by_the_value_sets_between_which_they_translate()
    {
        var set = Set(Map("http://map", Rows + "}", ""","sourceUri":"http://from","targetCanonical":"http://to" """), Map("http://map2", Rows + "}", ""","sourceUri":"http://from","targetUri":"http://elsewhere" """));
        set.Translate(null, new CodedValue("http://a", "1"), "http://from", "http://to").Should().ContainSingle().Which.ConceptMap.Should().Be("http://map");
        set.Translate(null, new CodedValue("http://a", "1"), "http://from").Should().HaveCount(2);
        set.Translate(null, new CodedValue("http://a", "1"), "http://nowhere").Should().BeNull();
        set.Translate("http://nowhere", new CodedValue("http://a", "1")).Should().BeNull();
    }

    private static TerminologySet Set(params IEnumerable<Element> maps) => TerminologySet.Of(maps);

    private static Element Map(string url, string group, string rest = "") => Fixtures.Read($$"""{"resourceType":"ConceptMap","url":"{{url}}","status":"active"{{rest}},"group":[{{group}}]}""");

    private static string Text(IReadOnlyList<TranslationMatch>? matches) => string.Join(", ", matches!.Select(m => $"{m.Target.Code} {m.Target.Equivalence}"));
}
