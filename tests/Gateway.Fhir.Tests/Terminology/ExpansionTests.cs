using FsCheck;
using FsCheck.Fluent;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;

namespace Gateway.Fhir.Tests.Terminology;

public sealed class ExpansionTests
{
    private static readonly string[] s_deep = ["ActCode", "RoleCode", "RoleClass", "ObservationInterpretation"];
    private const string All = """{"include":[{"system":"http://test/animals"}]}""";

    [Theory]
    [InlineData("", false, false, "animal mammal cat bat bird dodo flying")]
    [InlineData("at", false, false, "cat bat")]
    [InlineData("CÂT", false, false, "cat")]
    [InlineData("b at", false, false, "bat")]
    [InlineData("unicorn", false, false, "")]
    [InlineData("", true, false, "animal mammal cat bat bird flying")]
    [InlineData("", false, true, "mammal cat bat bird dodo flying")]
    [InlineData("a", true, true, "mammal cat bat")]
    public void An_expansion_can_be_narrowed(string filter, bool isActiveOnly, bool isSelectableOnly, string codes) =>
        string.Join(' ', Fixtures.With(All).Expand(Fixtures.SetUrl, new ExpansionOptions { Filter = filter, IsActiveOnly = isActiveOnly, IsSelectableOnly = isSelectableOnly }).Concepts.Select(c => c.Code))
            .Should().Be(codes);

    [Fact]
    public void A_concept_is_told_with_its_display_version_and_state()
    {
        var concepts = Fixtures.With("""{"include":[{"system":"http://test/animals","concept":[{"code":"cat","display":"Puss"},{"code":"dodo"},{"code":"animal"}]}]}""").Expand(Fixtures.SetUrl).Concepts;
        concepts.Select(c => (c.Code, c.Display, c.Version, c.IsInactive, c.IsAbstract)).Should().Equal(
            ("cat", "Puss", "1.0.0", false, false), ("dodo", "Dodo", "1.0.0", true, false), ("animal", "Animal", "1.0.0", false, true));
    }

    [Fact]
    public void Pages_together_are_the_whole()
    {
        var set = Fixtures.With(All);
        var whole = set.Expand(Fixtures.SetUrl);
        var pages = Enumerable.Range(0, 4).Select(i => set.Expand(Fixtures.SetUrl, new ExpansionOptions { Offset = i * 2, Count = 2 })).ToArray();
        pages.SelectMany(p => p.Concepts).Should().Equal(whole.Concepts);
        pages.Should().OnlyContain(p => p.Total == 7);
        set.Expand(Fixtures.SetUrl, new ExpansionOptions { Count = 0 }).Should().Match<ExpansionResult>(r => r.Total == 7 && r.Concepts.Count == 0);
    }

    [Fact]
    public void A_value_set_of_a_part_of_a_system_may_have_more() =>
        TerminologySet.R4.Expand("http://hl7.org/fhir/ValueSet/service-type").Should().Match<ExpansionResult>(r => r.State == ExpansionState.Expanded && r.IsUnclosed && r.Total == 596);

    [Fact]
    public void What_is_missing_is_named()
    {
        var result = Fixtures.With("""{"include":[{"system":"http://snomed.info/sct"},{"valueSet":["http://nowhere/vs"]}]}""").Expand(Fixtures.SetUrl);
        (result.State, string.Join(' ', result.Missing)).Should().Be((ExpansionState.Incomplete, "http://nowhere/vs http://snomed.info/sct"));
        Fixtures.Zoo.Expand("http://nowhere/vs").State.Should().Be(ExpansionState.UnknownValueSet);
    }

    [Fact]
    public void A_value_set_that_is_given_is_expanded_over_what_is_loaded() =>
        Fixtures.Zoo.Expand(Fixtures.Set("http://given", """{"include":[{"valueSet":["http://test/animals/vs"]}]}""")).Total.Should().Be(7);

    // Of any composition: what is listed is a member, and what is a member is listed.
    [Fact]
    public void The_expansion_has_the_members_and_no_others() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var set = Fixtures.With(RandomCompose.Of(new System.Random(seed))).With([Fixtures.Set("http://test/mammals", """{"include":[{"system":"http://test/animals","filter":[{"property":"concept","op":"is-a","value":"mammal"}]}]}""")]);
            var listed = set.Expand(Fixtures.SetUrl);
            return listed.State == ExpansionState.Expanded
                && set.FindSystem(Fixtures.Animals)!.Concepts.Select(c => c.Code).Append("unicorn")
                    .All(code => (Fixtures.Ask(set, code) == Membership.Yes) == listed.Concepts.Any(c => c.Code == code));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Subsumption_is_transitive_in_R4s_systems() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new System.Random(seed);
            var system = TerminologySet.R4.FindSystem($"http://terminology.hl7.org/CodeSystem/v3-{s_deep[random.Next(s_deep.Length)]}")!;
            var c = random.Next(system.Concepts.Count);
            return system.Ancestors(c).All(b => system.Ancestors(b).All(a => system.IsAbove(a, c))) && system.Descendants(c).All(d => system.IsAbove(c, d));
        }).QuickCheckThrowOnFailure();
}
