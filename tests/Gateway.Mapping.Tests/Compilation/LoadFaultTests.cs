namespace Gateway.Mapping.Tests.Compilation;

public sealed class LoadFaultTests
{
    [Theory]
    [InlineData("src.nickname -> tgt.name;", "7:1: Main.nickname: Patient has no element nickname.")]
    [InlineData("src.name as n -> tgt.nickname = n \"a\";", "7:18: Main.a: Patient has no element nickname.")]
    [InlineData("src.name as n -> tgt.name as m then { n.nick as x -> m.text = x \"b\"; } \"a\";", "7:39: Main.a.b: HumanName has no element nick.")]
    [InlineData("sorc.name -> tgt.name;", "7:1: Main.name: There is no variable sorc.")]
    [InlineData("src.name as n -> target.name = n \"a\";", "7:18: Main.a: There is no variable target.")]
    [InlineData("src.name as n -> n.text = 'x' \"a\";", "7:18: Main.a: n is a source, and nothing can be made in it.")]
    [InlineData("src.name as n -> tgt.name = m \"a\";", "7:29: Main.a: There is no variable m.")]
    [InlineData("src.name as n -> tgt.birthDate = n \"a\";", "7:18: Main.a: Patient.birthDate is a date, and cannot be a HumanName.")]
    [InlineData("src.name as n -> tgt.telecom = n \"a\";", "7:18: Main.a: Patient.telecom is a ContactPoint, and cannot be a HumanName.")]
    [InlineData("src.name -> tgt.telecom;", "7:13: Main.name: Patient.telecom is a ContactPoint, and cannot be a HumanName. No group is declared for the types.")]
    [InlineData("src -> tgt.gender = 'femal' \"a\";", "7:8: Main.a: Patient.gender has no code 'femal'.")]
    [InlineData("src -> tgt.birthDate = 'May' \"a\";", "7:8: Main.a: A date is YYYY, YYYY-MM or YYYY-MM-DD, and on the calendar.")]
    [InlineData("src -> tgt.deceased as d \"a\"; src.active as x -> tgt.active = x \"b\";", null)]
    [InlineData("src.active as a -> tgt.deceased as d, d.value = a \"a\";", "7:20: Main.a: Patient.deceased[x] may have several types: say which with create('…').")]
    [InlineData("src -> tgt.deceased = create('Quantity') as d, d.value = 1 \"a\";", "7:8: Main.a: Patient.deceased[x] cannot be a Quantity.")]
    [InlineData("src -> tgt.name = create('Nick') as d, d.text = 'x' \"a\";", "7:8: Main.a: There is no type Nick.")]
    [InlineData("src.name : Nick as n -> tgt.name = n \"a\";", "7:1: Main.a: There is no type Nick.")]
    [InlineData("src.name : Address as n -> tgt.address = n \"a\";", "7:1: Main.a: The source is a HumanName, and never a Address.")]
    [InlineData("src.name as n where (nick = 'x') -> tgt.name = n \"a\";", "7:21: Main.a: HumanName has no element 'nick'. In: nick = 'x'")]
    [InlineData("src.name as n where (%m.exists()) -> tgt.name = n \"a\";", "7:21: Main.a: There is no variable %m. In: %m.exists()")]
    [InlineData("src.name as n -> tgt.name as m then Nobody(n, m) \"a\";", "7:37: Main.a: There is no group Nobody.")]
    [InlineData("src.name as n -> tgt.name as m then Main(n) \"a\";", "7:37: Main.a: Main: The group has 2 inputs, and 1 are given.")]
    [InlineData("src.name as n -> tgt.name as m then Main(n, m) \"a\";", "7:37: Main.a: Main: The input src is a Patient, and what is given is a HumanName.")]
    [InlineData("src.name as n -> tgt.name as m then Main(src, n) \"a\";", "7:37: Main.a: Main: The input tgt is a target, and what is given is no part of a target.")]
    [InlineData("src.gender as g -> tgt.gender = translate(g, 'urn:none', 'code') \"a\";", "7:20: Main.a: translate knows no ConceptMap urn:none.")]
    [InlineData("src.gender as g -> tgt.gender = translate(g, '#none') \"a\";", "7:20: Main.a: translate knows no ConceptMap #none.")]
    [InlineData("src.gender as g -> tgt.gender = truncate(g) \"a\";", "7:20: Main.a: truncate takes 2 parameters, not 1.")]
    [InlineData("src.gender as g -> tgt.gender = truncate(g, 'x') \"a\";", "7:20: Main.a: truncate takes a text and a whole number.")]
    [InlineData("src.gender as g -> tgt.language = escape(g, 'klingon') \"a\";", "7:20: Main.a: escape knows the formats text, xml, html, json, url.")]
    [InlineData("src.birthDate as g -> tgt.birthDate = dateOp(g, 'zone', 'Europe/Chelmsford') \"a\";", "7:23: Main.a: dateOp knows no time zone Europe/Chelmsford.")]
    [InlineData("src.birthDate as g -> tgt.birthDate = dateOp(g, 'parse', 'yyyy HH:mm') \"a\";", "7:23: Main.a: dateOp needs a time zone for yyyy HH:mm.")]
    [InlineData("src.birthDate as g -> tgt.birthDate = dateOp(g, 'parse', 'dd/MM') \"a\";", "7:23: Main.a: dateOp needs a year in dd/MM.")]
    [InlineData("src.birthDate as g -> tgt.name as n, n.text = dateOp(g, 'format', '%') \"a\";", "7:38: Main.a: dateOp has a pattern that is none: %.")]
    [InlineData("src.deceased : HumanName as g -> tgt.name = g \"a\";", "7:1: Main.a: Patient.deceased[x] is never a HumanName.")]
    [InlineData("src.birthDate as g -> tgt.birthDate = dateOp(g, 'add', 'a while') \"a\";", "7:23: Main.a: dateOp adds a number of seconds, minutes, hours, days, weeks, months or years.")]
    [InlineData("src.birthDate as g -> tgt.birthDate = dateOp(g, 'turn', 'x') \"a\";", "7:23: Main.a: dateOp knows parse, zone, format and add.")]
    [InlineData("src.gender as g -> tgt.birthDate = cast(g, 'HumanName') \"a\";", "7:20: Main.a: cast takes a value and the name of a primitive type.")]
    public void A_fault_is_said_with_its_place_when_the_map_is_loaded(string rules, string? fault)
    {
        var faults = SmallMap.Faults(SmallMap.Rules(rules)).ToArray();
        if (fault is not null)
            faults.Should().Equal(fault);
        else
            faults.Should().ContainSingle();
    }

    [Fact]
    public void All_faults_are_said_at_once() => SmallMap.Faults(SmallMap.Rules("src.a -> tgt.b;\nsrc.c -> tgt.d;")).Should().HaveCount(4);

    [Fact]
    public void A_structure_that_is_not_loaded_is_said() => SmallMap.Faults("""
        map "https://example.org/m" = "m"
        uses "https://example.org/Nothing" alias Nothing as source
        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as target
        group Main(source src : Nothing, target tgt : Patient) {
        }
        """).Should().Equal("2:1: uses: No model https://example.org/Nothing is loaded.", "4:12: There is no type Nothing.");

    [Fact]
    public void An_import_that_is_missing_is_said() => SmallMap.Faults(SmallMap.Groups("""
        imports "https://example.org/StructureMap/Missing"
        group Main(source src : Patient, target tgt : Patient) {
        }
        """)).Should().Equal("imports: No map https://example.org/StructureMap/Missing is loaded.");

    [Theory]
    [InlineData("group Main(source src : Patient, target tgt : Patient) extends Main {\n}", "The group extends itself.")]
    [InlineData("group Main(source src : Patient, target tgt : Patient) extends Other {\n}\ngroup Other(source src : Patient, target tgt : Patient) extends Main {\n}", "The group extends itself.")]
    [InlineData("group Main(source src : Patient, target tgt : Patient) extends Nobody {\n}", "There is no group Nobody to extend.")]
    [InlineData("group Main(source src : Patient, target tgt : Patient) extends Other {\n}\ngroup Other(source src : Patient) {\n}", "The group Other has 1 inputs, not 2.")]
    public void A_group_that_cannot_be_extended_is_said(string groups, string fault) =>
        SmallMap.Faults(SmallMap.Groups(groups)).Should().Contain(f => f.EndsWith(fault, StringComparison.Ordinal));

    [Fact]
    public void A_ConceptMap_with_two_rows_for_one_code_is_refused()
    {
        const string conceptMap = """
            {"resourceType":"ConceptMap","url":"urn:c","status":"active","group":[{"source":"urn:s","target":"urn:t","element":[
            {"code":"a","target":[{"code":"x","equivalence":"equal"}]},
            {"code":"a","target":[{"code":"y","equivalence":"equal"}]},
            {"code":"b","target":[{"code":"x","equivalence":"equal"},{"code":"y","equivalence":"equal"}]},
            {"code":"c","target":[{"code":"x","equivalence":"equal"},{"code":"y","equivalence":"disjoint"}]}]}]}
            """;
        SmallMap.Faults(SmallMap.Rules("src.id -> tgt.id;"), conceptMap).Should().Equal(
            "3:1: ConceptMap.group[0].element[1]: The ConceptMap has two rows for one code.",
            "4:58: ConceptMap.group[0].element[2].target[1]: The ConceptMap has two targets for one code, so that it cannot be used to translate.");
    }

    [Fact]
    public void One_code_in_two_groups_of_the_same_systems_is_refused() => SmallMap.Faults(SmallMap.Rules("src.id -> tgt.id;"), """
        {"resourceType":"ConceptMap","url":"urn:c","status":"active","group":[
        {"source":"urn:s","target":"urn:t","element":[{"code":"a","target":[{"code":"x","equivalence":"equal"}]}]},
        {"source":"urn:s","target":"urn:t","element":[{"code":"a","target":[{"code":"y","equivalence":"equal"}]}]}]}
        """).Should().Equal("3:47: ConceptMap.group[1].element[0]: The ConceptMap has two rows for one code.");

    [Fact]
    public void Names_that_stand_twice_are_refused()
    {
        SmallMap.Faults(SmallMap.Groups("group Main(source src : Patient, target tgt : Patient) {\n}\ngroup Main(source src : Patient, target tgt : Patient) {\n}")).Should().Equal("8:1: Main: There is a group Main already.");
        SmallMap.Faults(SmallMap.Groups("group Main(source a : Patient, target tgt : Patient) {\n}\ngroup G(source a, source a, target t) {\n}")).Should().Equal("8:19: G: The group has an input a already.");
        const string twice = "conceptmap \"m\" { prefix s = \"urn:s\" prefix t = \"urn:t\" s:a == t:b }\n";
        SmallMap.Faults("map \"https://example.org/m\" = \"m\"\n" + twice + twice + "group Main(source a, target t) {\n}").Should().ContainSingle(f => f.EndsWith("is there already.", StringComparison.Ordinal));
    }

    [Fact]
    public void Long_chains_of_groups_are_loaded()
    {
        var calls = string.Concat(Enumerable.Range(0, 5000).Select(i => $"group G{i}(source s, target t) {{ s -> t then G{i + 1}(s, t) \"a\"; }}\n"));
        SmallMap.Faults(SmallMap.Groups($"group Main(source src : Patient, target tgt : Patient) {{ src -> tgt then G0(src, tgt) \"a\"; }}\n{calls}group G5000(source s, target t) {{ }}")).Should().BeEmpty();
        var parents = string.Concat(Enumerable.Range(0, 2000).Select(i => $"group G{i}(source s, target t) extends G{i + 1} {{ }}\n"));
        SmallMap.Faults(SmallMap.Groups($"group Main(source src : Patient, target tgt : Patient) extends G0 {{ }}\n{parents}group G2000(source s, target t) {{ }}")).Should().BeEmpty();
    }

    [Fact]
    public void Two_maps_or_ConceptMaps_with_one_url_are_refused()
    {
        var map = SmallMap.Rules("src.id -> tgt.id;");
        SmallMap.Load([map, map]).Faults.Should().ContainSingle(f => f.Fault.Message.StartsWith("The map https://example.org/StructureMap/Small is there already", StringComparison.Ordinal));
        const string conceptMap = """{"resourceType":"ConceptMap","url":"urn:c","status":"active"}""";
        SmallMap.Load([map], conceptMap, conceptMap).Faults.Should().ContainSingle(f => f.Fault.Message == "The ConceptMap urn:c is there already.");
    }
}
