using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;

namespace Gateway.Fhir.Tests.Terminology;

public sealed class TerminologySetTests
{
    [Theory]
    [InlineData("http://test/animals", "cat", null, ConceptState.Found)]
    [InlineData("http://test/animals", "cat", "1.0.0", ConceptState.Found)]
    [InlineData("http://test/animals", "cat", "9.0.0", ConceptState.Found)]
    [InlineData("http://test/animals", "unicorn", null, ConceptState.UnknownCode)]
    [InlineData("http://test/animals", "unicorn", "1.0.0", ConceptState.UnknownCode)]
    [InlineData("http://test/animals", "unicorn", "9.0.0", ConceptState.NotInPart)]
    [InlineData("http://snomed.info/sct", "1", null, ConceptState.UnknownSystem)]
    [InlineData("https://dmd.nhs.uk", "1", null, ConceptState.UnknownSystem)]
    [InlineData(null, "cat", null, ConceptState.UnknownSystem)]
    [InlineData("urn:ietf:bcp:47", "en-GB", null, ConceptState.Found)]
    [InlineData("urn:ietf:bcp:47", "english please", null, ConceptState.UnknownCode)]
    [InlineData("http://unitsofmeasure.org", "mg/dL", null, ConceptState.Found)]
    public void A_code_is_found_or_not_or_not_to_be_judged(string? system, string code, string? version, ConceptState expected) =>
        Fixtures.Zoo.Find(new CodedValue(system, code, version)).State.Should().Be(expected);

    [Theory]
    [InlineData("fragment")]
    [InlineData("example")]
    [InlineData("not-present")]
    [InlineData("supplement")]
    public void What_a_part_of_a_system_does_not_have_is_not_wrong(string content)
    {
        var set = TerminologySet.Of([Fixtures.Read($$"""{"resourceType":"CodeSystem","url":"http://test/animals","status":"active","content":"{{content}}","concept":[{"code":"cat"}]}"""),
            Fixtures.Set(Fixtures.SetUrl, """{"include":[{"system":"http://test/animals"}]}""")]);
        set.Find(new CodedValue(Fixtures.Animals, "dog")).State.Should().Be(ConceptState.NotInPart);
        (Fixtures.Ask(set, "cat"), Fixtures.Ask(set, "dog")).Should().Be((Membership.Yes, Membership.Unknown));
    }

    [Fact]
    public void What_is_found_is_told_with_its_displays_and_state()
    {
        Fixtures.Zoo.Find(new CodedValue(Fixtures.Animals, "cat")).Displays.Should().Equal("Cat", "Chat");
        Fixtures.Zoo.Find(new CodedValue(Fixtures.Animals, "dodo")).Should().Match<ConceptFinding>(f => f.IsInactive && !f.IsAbstract);
        Fixtures.Zoo.Find(new CodedValue(Fixtures.Animals, "animal")).Should().Match<ConceptFinding>(f => !f.IsInactive && f.IsAbstract);
        var details = Fixtures.Zoo.Lookup(new CodedValue(Fixtures.Animals, "bat"))!;
        (string.Join(' ', details.Parents), string.Join(' ', details.Children), details.System.Version).Should().Be(("mammal flying", "", "1.0.0"));
        Fixtures.Zoo.Lookup(new CodedValue(Fixtures.Animals, "unicorn")).Should().BeNull();
    }

    [Theory]
    [InlineData("animal", "cat", true)]
    [InlineData("flying", "bat", true)]
    [InlineData("cat", "cat", true)]
    [InlineData("cat", "animal", false)]
    [InlineData("bird", "bat", false)]
    [InlineData("unicorn", "cat", null)]
    [InlineData("cat", "unicorn", null)]
    public void A_concept_subsumes_what_lies_below_it(string above, string below, bool? expected) =>
        Fixtures.Zoo.Subsumes(Fixtures.Animals, above, below).Should().Be(expected);

    [Fact]
    public void Subsumption_in_systems_that_are_not_loaded_is_unknown() => Fixtures.Zoo.Subsumes("http://snomed.info/sct", "1", "2").Should().BeNull();

    [Fact]
    public void Parents_that_make_a_circle_end()
    {
        var set = TerminologySet.Of([Fixtures.Read("""
            {"resourceType":"CodeSystem","url":"http://test/animals","status":"active","content":"complete","concept":[
             {"code":"a","property":[{"code":"parent","valueCode":"b"}]},{"code":"b","property":[{"code":"parent","valueCode":"a"}]},{"code":"c","property":[{"code":"parent","valueCode":"c"}]}]}
            """)]);
        (set.Subsumes(Fixtures.Animals, "a", "b"), set.Subsumes(Fixtures.Animals, "b", "a"), set.Subsumes(Fixtures.Animals, "a", "c")).Should().Be((true, true, false));
    }

    [Fact]
    public void Bundles_are_taken_apart_and_other_resources_passed_over()
    {
        var set = TerminologySet.Of([Fixtures.Read("""
            {"resourceType":"Bundle","type":"collection","entry":[
             {"resource":{"resourceType":"CodeSystem","url":"http://a","status":"active","content":"complete","concept":[{"code":"x"}]}},
             {"resource":{"resourceType":"Patient"}},
             {"resource":{"resourceType":"ValueSet","url":"http://a/vs","status":"active","compose":{"include":[{"system":"http://a"}]}}}]}
            """)]);
        set.IsMember("http://a/vs", "http://a", "x").Should().Be(Membership.Yes);
    }

    [Fact]
    public void What_cannot_be_loaded_is_told() => TerminologySet.Of([
        Fixtures.Read("""{"resourceType":"ValueSet","status":"active"}"""),
        Fixtures.Read("""{"resourceType":"CodeSystem","url":"http://a","status":"active","content":"complete"}"""),
        Fixtures.Read("""{"resourceType":"CodeSystem","url":"http://a","status":"active","content":"complete"}""")]).Check()
        .Should().Equal("A ValueSet has no url.", "The code system http://a| is there twice.");

    [Fact]
    public async Task Many_threads_get_the_same_answers()
    {
        var set = TerminologySet.R4.With([]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
            string.Join(' ', Fixtures.R4Sets.Select(url => set.IsMember(url, null, "active"))))));
        answers.Distinct().Should().ContainSingle();
    }
}
