using Gateway.Fhir.Elements;
using Gateway.Mapping.Language;
using Gateway.Mapping.Tests.Data;

namespace Gateway.Mapping.Tests.Language;

public sealed class HeaderTests
{
    private const string Group = "\ngroup g(source s) {\n}\n";

    [Theory]
    [InlineData("map \"http://x\" = \"A name\"")]
    [InlineData("map 'http://x' = 'A name';")]
    [InlineData("\uFEFFmap \"http://x\" = `A name`")]
    [InlineData("/// url = \"http://x\"\n/// name = 'A name'")]
    [InlineData("/// url = 'http://x'\n/// name = \"\"\"\nA name\n\"\"\"\n")]
    public void A_map_has_a_url_and_a_name(string header)
    {
        var map = RoundTrip.Read(header + Group);
        map.Should().Be(new MapDefinition { Url = "http://x", Name = "A name", Groups = [new MapGroup("g") { Inputs = [new("s", null, MapInputMode.Source)] }] });
        MapText.Write(map).Should().Be("map \"http://x\" = \"A name\"\n" + Group);
    }

    [Fact]
    public void Declarations_mean_exactly_that()
    {
        var map = RoundTrip.Read(MapTexts.Everything);
        map.Status.Should().Be("active");
        map.Description.Should().Be("line one\nline two");
        map.Properties.Should().Equal(new("contact.name", "A"), new("contact[1].name", "B"), new("contact[1].telecom.value", "b@example.org"), new("date", "2025-02-03"),
            new("experimental", "true"), new("publisher", null), new("unknownProperty", "kept"), new MapProperty("version", "1.0"));
        map.Structures.Should().Equal(
            new MapStructure("http://hl7.org/fhir/StructureDefinition/Patient", MapStructureMode.Source) { Alias = "Patient", Documentation = "what comes" },
            new MapStructure("http://hl7.org/fhir/StructureDefinition/Bundle", MapStructureMode.Target),
            new MapStructure("http://hl7.org/fhir/StructureDefinition/Location", MapStructureMode.Queried) { Alias = "odd name" },
            new MapStructure("http://hl7.org/fhir/StructureDefinition/Basic", MapStructureMode.Produced));
        map.Imports.Should().Equal("http://example.org/StructureMap/*", "http://example.org/StructureMap/Other");
        map.Constants.Should().Equal(new MapConstant("system", new MapExpression("'http://example.org/' + 'id'")));
        map.Groups[0].Should().BeEquivalentTo(new { Name = "Everything", Extends = "Base", TypeMode = MapTypeMode.TypeAndTypes, Documentation = "The first group.\nIt does most." });
        map.Groups[1].Should().BeEquivalentTo(new { Name = "Other", Extends = (string?)null, TypeMode = MapTypeMode.Types, Documentation = (string?)null });
    }

    [Fact]
    public void Rows_of_a_concept_map_mean_what_they_mean_in_R4()
    {
        var map = RoundTrip.Read(MapTexts.Everything).ConceptMaps.Should().ContainSingle().Which;
        map.Id.Should().Be("codes");
        var group = map.Groups.Should().ContainSingle().Which;
        group.Unmapped.Should().Be(new MapUnmapped(MapUnmappedMode.Provided));
        group.Rows.Should().Equal(
            new MapConceptRow("a", MapConceptRelation.Equivalent, "a"),
            new MapConceptRow("b", MapConceptRelation.Equal, "b c"),
            new MapConceptRow("b-1", MapConceptRelation.Disjoint, "x.y"),
            new MapConceptRow("c", MapConceptRelation.Wider, "c"),
            new MapConceptRow("d", MapConceptRelation.Narrower, "d"),
            new MapConceptRow("e", MapConceptRelation.Specializes, "e"),
            new MapConceptRow("f", MapConceptRelation.Subsumes, "f"),
            new MapConceptRow("g", MapConceptRelation.Inexact, "g"),
            new MapConceptRow("h", MapConceptRelation.RelatedTo, "h"),
            new MapConceptRow("i", MapConceptRelation.RelatedTo, "i"),
            new MapConceptRow("i", MapConceptRelation.Equivalent, "i2"),
            new MapConceptRow("j", MapConceptRelation.Unmatched, null),
            new MapConceptRow("k", MapConceptRelation.Unmatched, "k"));
    }

    [Theory]
    [InlineData("<<types>>", MapTypeMode.Types)]
    [InlineData("<<type+>>", MapTypeMode.TypeAndTypes)]
    [InlineData("<<type-and-types>>", MapTypeMode.TypeAndTypes)]
    [InlineData("<< type + >>", MapTypeMode.TypeAndTypes)]
    [InlineData("", MapTypeMode.None)]
    public void A_group_may_be_for_types(string text, MapTypeMode mode) =>
        RoundTrip.Read($"map \"u\" = n\ngroup g(source s : A, target t) extends `b` {text} {{ }};").Groups.Should().Equal(
            new MapGroup("g") { Extends = "b", TypeMode = mode, Inputs = [new("s", "A", MapInputMode.Source), new("t", null, MapInputMode.Target)] });

    [Fact]
    public void Unmapped_codes_stay_or_become_one_code_or_go_to_another_map()
    {
        var map = RoundTrip.Read("""
            map "u" = n
            conceptmap "c" { prefix s = "s" prefix t = "t" prefix x = "x" unmapped for s = fixed "f" unmapped for t = other-map "http://o" unmapped for x = provided s:1 == t:2 }
            group g(source s) { }
            """);
        map.ConceptMaps[0].Groups.Select(g => g.Unmapped).Should().Equal(
            new MapUnmapped(MapUnmappedMode.Fixed, "f"), new MapUnmapped(MapUnmappedMode.OtherMap, "http://o"), new MapUnmapped(MapUnmappedMode.Provided));
        RoundTrip.Check(map);
    }

    [Fact]
    public void A_structure_map_says_what_HL7s_converter_says()
    {
        var resource = MapResource.Write(RoundTrip.Read(MapTexts.Everything));
        Element Rule(int index) => resource["group"].First()["rule"].ElementAt(index);
        var simple = Rule(0);
        simple["source"].Single().ChildText("variable").Should().Be("vvv");
        simple["target"].Single().ChildText("transform").Should().Be("create");
        simple["target"].Single().ChildText("contextType").Should().Be("variable");
        var evaluate = Rule(6)["target"].ElementAt(3);
        evaluate.ChildText("transform").Should().Be("evaluate");
        evaluate["parameter"].Select(p => (p["value"].Single().Type.Name, p.ChildText("value"))).Should().Equal(("id", "x"), ("string", "iif($this.is(string), \"a\", \"b\")"));
        Rule(8).ChildText("name").Should().Be("with-space");
        resource["contained"].Single().ChildText("id").Should().Be("codes");
        resource.ChildText("version").Should().Be("1.0");
    }
}
