using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;

namespace Gateway.Fhir.Tests.Terminology;

public sealed class ComposeTests
{
    private const string Mammals = """{"include":[{"system":"http://test/animals","filter":[{"property":"concept","op":"is-a","value":"mammal"}]}]}""";
    private const string Twolegged = """{"include":[{"system":"http://test/animals","filter":[{"property":"legs","op":"=","value":"2"}]}]}""";

    [Theory]
    [InlineData("""{"include":[{"system":"http://test/animals"}]}""", "animal mammal cat bat bird dodo flying")]
    [InlineData("""{"include":[{"system":"http://test/animals","concept":[{"code":"cat"},{"code":"dodo"}]}]}""", "cat dodo")]
    [InlineData("""{"inactive":false,"include":[{"system":"http://test/animals","concept":[{"code":"cat"},{"code":"dodo"}]}]}""", "cat")]
    [InlineData("""{"inactive":true,"include":[{"system":"http://test/animals","concept":[{"code":"cat"},{"code":"dodo"}]}]}""", "cat dodo")]
    [InlineData("""{"include":[{"system":"http://test/animals","concept":[{"code":"cat"}]},{"system":"http://test/animals","concept":[{"code":"bat"}]}]}""", "cat bat")]
    [InlineData("""{"include":[{"system":"http://test/animals"}],"exclude":[{"system":"http://test/animals","concept":[{"code":"cat"}]}]}""", "animal mammal bat bird dodo flying")]
    [InlineData("""{"include":[{"system":"http://test/animals"}],"exclude":[{"system":"http://test/animals","filter":[{"property":"concept","op":"is-a","value":"animal"}]}]}""", "flying")]
    [InlineData("""{"include":[{"valueSet":["http://test/mammals"]}]}""", "mammal cat bat")]
    [InlineData("""{"include":[{"valueSet":["http://test/mammals","http://test/two"]}]}""", "bat")]
    [InlineData("""{"include":[{"valueSet":["http://test/mammals"]},{"valueSet":["http://test/two"]}]}""", "mammal cat bat bird")]
    [InlineData("""{"include":[{"system":"http://test/animals","concept":[{"code":"cat"},{"code":"bird"}],"valueSet":["http://test/mammals"]}]}""", "cat")]
    [InlineData("""{"include":[{"system":"http://test/animals"}],"exclude":[{"valueSet":["http://test/mammals"]}]}""", "animal bird dodo flying")]
    [InlineData("""{"include":[{"valueSet":["http://test/animals/vs"]}]}""", "animal mammal cat bat bird dodo flying")]
    public void A_value_set_has(string compose, string members)
    {
        var set = Fixtures.With(compose).With([Fixtures.Set("http://test/mammals", Mammals), Fixtures.Set("http://test/two", Twolegged)]);
        Fixtures.Members(set).Should().Be(members);
        var expansion = set.Expand(Fixtures.SetUrl);
        expansion.Concepts.Select(c => c.Code).Should().BeEquivalentTo(members.Split(' '));
        expansion.Total.Should().Be(members.Split(' ').Length);
        set.Check().Should().BeEmpty();
    }

    [Fact]
    public void A_code_alone_is_looked_for_in_all_systems()
    {
        var set = Fixtures.With("""{"include":[{"system":"http://test/animals"},{"system":"http://test/other","concept":[{"code":"x"}]}]}""");
        (Fixtures.Ask(set, "x", null), Fixtures.Ask(set, "cat", null), Fixtures.Ask(set, "y", null)).Should().Be((Membership.Yes, Membership.Yes, Membership.No));
    }

    [Theory]
    [InlineData("http://snomed.info/sct", "1", Membership.Unknown)]
    [InlineData("http://test/animals", "cat", Membership.Yes)]
    [InlineData("http://test/animals", "x", Membership.No)]
    [InlineData("http://test/third", "x", Membership.No)]
    [InlineData(null, "x", Membership.Unknown)]
    public void What_is_not_loaded_is_unknown_and_the_rest_is_known(string? system, string code, Membership expected) =>
        Fixtures.Ask(Fixtures.With("""{"include":[{"system":"http://test/animals"},{"system":"http://snomed.info/sct","filter":[{"property":"concept","op":"is-a","value":"2"}]}]}"""), code, system)
            .Should().Be(expected);

    [Fact]
    public void Exclusions_that_are_not_known_leave_members_unknown()
    {
        var set = Fixtures.With("""{"include":[{"system":"http://test/animals"}],"exclude":[{"valueSet":["http://test/nowhere"]}]}""");
        (Fixtures.Ask(set, "cat"), Fixtures.Ask(set, "x")).Should().Be((Membership.Unknown, Membership.No));
        var expansion = set.Expand(Fixtures.SetUrl);
        (expansion.State, expansion.Concepts.Count).Should().Be((ExpansionState.Incomplete, 0));
    }

    [Theory]
    [InlineData("http://snomed.info/sct?fhir_vs", "http://snomed.info/sct", Membership.Unknown)]
    [InlineData("http://snomed.info/sct?fhir_vs", "http://loinc.org", Membership.No)]
    [InlineData("http://snomed.info/sct?fhir_vs=isa/138875005", "http://snomed.info/sct", Membership.Unknown)]
    [InlineData("http://snomed.info/sct?fhir_vs=refset/999000021000000108", "http://snomed.info/sct", Membership.Unknown)]
    [InlineData("http://snomed.info/sct/83821000000107?fhir_vs=ecl/%3C404684003", "http://snomed.info/sct", Membership.Unknown)]
    [InlineData("http://loinc.org/vs", "http://loinc.org", Membership.Unknown)]
    [InlineData("http://loinc.org/vs/LL715-4", "http://loinc.org", Membership.Unknown)]
    [InlineData("http://nowhere/vs", "http://loinc.org", Membership.Unknown)]
    public void Value_sets_without_a_resource_are_known_by_their_system(string url, string system, Membership expected) =>
        TerminologySet.R4.IsMember(url, system, "1").Should().Be(expected);

    [Fact]
    public void Implicit_sets_of_a_loaded_system_are_evaluated()
    {
        var set = TerminologySet.Of([Fixtures.Read("""{"resourceType":"CodeSystem","url":"http://snomed.info/sct","status":"active","content":"fragment","concept":[{"code":"1","concept":[{"code":"2"}]},{"code":"3"}]}""")]);
        var answers = new[] { "1", "2", "3", "4" }.Select(c => set.IsMember("http://snomed.info/sct?fhir_vs=isa/1", "http://snomed.info/sct", c));
        answers.Should().Equal(Membership.Yes, Membership.Yes, Membership.No, Membership.Unknown);
    }

    [Theory]
    [InlineData("1.0.0", Membership.Yes)]
    [InlineData("2.0.0", Membership.No)]
    [InlineData(null, Membership.Yes)]
    public void An_include_of_one_version_takes_codes_of_that_version(string? version, Membership expected) =>
        Fixtures.Ask(Fixtures.With("""{"include":[{"system":"http://test/animals","version":"1.0.0"}]}"""), "cat", version: version).Should().Be(expected);

    [Fact]
    public void A_version_that_is_not_loaded_is_unknown() =>
        Fixtures.Ask(Fixtures.With("""{"include":[{"system":"http://test/animals","version":"7.0.0"}]}"""), "cat").Should().Be(Membership.Unknown);

    [Fact]
    public void Value_sets_are_found_by_version_and_the_latest_without()
    {
        var old = Fixtures.Read("""{"resourceType":"ValueSet","url":"http://test/vs","version":"1.9.0","status":"active","compose":{"include":[{"system":"http://test/animals","concept":[{"code":"dodo"}]}]}}""");
        var young = Fixtures.Read("""{"resourceType":"ValueSet","url":"http://test/vs","version":"1.10.0","status":"active","compose":{"include":[{"system":"http://test/animals","concept":[{"code":"cat"}]}]}}""");
        var set = Fixtures.Zoo.With([young, old]);
        set.IsMember("http://test/vs", Fixtures.Animals, "cat").Should().Be(Membership.Yes);
        set.IsMember("http://test/vs|1.9.0", Fixtures.Animals, "dodo").Should().Be(Membership.Yes);
        set.IsMember("http://test/vs|1.9.7", Fixtures.Animals, "dodo").Should().Be(Membership.Yes, "what differs is a correction");
        set.IsMember("http://test/vs|2.0.0", Fixtures.Animals, "dodo").Should().Be(Membership.Unknown);
    }

    [Fact]
    public void A_value_set_without_definition_is_what_it_lists()
    {
        var set = TerminologySet.Of([Listed("""{"system":"http://test/animals","code":"cat","display":"Puss"},{"system":"http://test/animals","code":"group","abstract":true,"contains":[{"system":"http://test/animals","code":"bat"}]}""", "")]);
        (Fixtures.Ask(set, "cat"), Fixtures.Ask(set, "bat"), Fixtures.Ask(set, "dodo")).Should().Be((Membership.Yes, Membership.Yes, Membership.No));
        set.Expand(Fixtures.SetUrl).Concepts.Select(c => (c.Code, c.Display)).Should().Equal(("cat", "Puss"), ("bat", ""));
    }

    [Theory]
    [InlineData("\"total\":5,")]
    [InlineData("\"offset\":2,")]
    [InlineData("\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/valueset-toocostly\",\"valueBoolean\":true}],")]
    public void A_part_of_a_list_confirms_and_does_not_deny(string rest)
    {
        var set = TerminologySet.Of([Listed("""{"system":"http://test/animals","code":"cat"}""", rest)]);
        (Fixtures.Ask(set, "cat"), Fixtures.Ask(set, "dodo")).Should().Be((Membership.Yes, Membership.Unknown));
        set.Expand(Fixtures.SetUrl).State.Should().Be(ExpansionState.Incomplete);
    }

    [Fact]
    public void A_list_of_a_system_that_is_not_loaded_confirms_and_does_not_deny()
    {
        var set = TerminologySet.Of([Fixtures.Set(Fixtures.SetUrl, """{"include":[{"system":"http://sct","filter":[{"property":"concept","op":"is-a","value":"1"}]}]}""",
            ""","expansion":{"timestamp":"2020-01-01","contains":[{"system":"http://sct","code":"2"}]}""")]);
        (Fixtures.Ask(set, "2", "http://sct"), Fixtures.Ask(set, "3", "http://sct")).Should().Be((Membership.Yes, Membership.Unknown));
        set.Expand(Fixtures.SetUrl).Concepts.Should().ContainSingle().Which.Code.Should().Be("2");
    }

    [Fact]
    public void What_an_upper_layer_has_stands_for_what_lies_below()
    {
        var set = Fixtures.With("""{"include":[{"system":"http://test/animals"}]}""").With([Fixtures.Read("""{"resourceType":"CodeSystem","url":"http://test/animals","status":"active","content":"complete","concept":[{"code":"unicorn"}]}""")]);
        (Fixtures.Ask(set, "unicorn"), Fixtures.Ask(set, "cat")).Should().Be((Membership.Yes, Membership.No));
    }

    [Fact]
    public void Letters_of_either_case_are_the_same_where_the_system_says_so()
    {
        var set = TerminologySet.Of([Fixtures.Read("""{"resourceType":"CodeSystem","url":"http://test/animals","status":"active","content":"complete","caseSensitive":false,"concept":[{"code":"Cat"}]}"""),
            Fixtures.Set(Fixtures.SetUrl, """{"include":[{"system":"http://test/animals","concept":[{"code":"cat"}]}]}""")]);
        Fixtures.Ask(set, "CAT").Should().Be(Membership.Yes);
        set.Find(new CodedValue(Fixtures.Animals, "cAT")).State.Should().Be(ConceptState.Found);
    }

    private static Gateway.Fhir.Elements.Element Listed(string contains, string rest) =>
        Fixtures.Read($$$"""{"resourceType":"ValueSet","url":"http://test/vs","status":"active","expansion":{"timestamp":"2020-01-01",{{{rest}}}"contains":[{{{contains}}}]}}""");
}
