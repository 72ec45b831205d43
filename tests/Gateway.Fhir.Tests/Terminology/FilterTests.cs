using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;

namespace Gateway.Fhir.Tests.Terminology;

public sealed class FilterTests
{
    [Theory]
    [InlineData("concept", "is-a", "mammal", "mammal cat bat")]
    [InlineData("concept", "is-a", "flying", "bat flying")]
    [InlineData("code", "is-a", "animal", "animal mammal cat bat bird dodo")]
    [InlineData("concept", "descendent-of", "mammal", "cat bat")]
    [InlineData("concept", "descendent-of", "cat", "")]
    [InlineData("concept", "is-not-a", "mammal", "animal bird dodo flying")]
    [InlineData("concept", "generalizes", "bat", "animal mammal bat flying")]
    [InlineData("concept", "=", "cat", "cat")]
    [InlineData("concept", "in", "cat,dodo, nobody", "cat dodo")]
    [InlineData("concept", "not-in", "animal,mammal,bird,flying", "cat bat dodo")]
    [InlineData("code", "regex", "[cb]at", "cat bat")]
    [InlineData("code", "regex", "at", "")]
    [InlineData("display", "regex", "[A-D].*", "animal cat bat bird dodo")]
    [InlineData("display", "=", "Cat", "cat")]
    [InlineData("legs", "=", "2", "bat bird")]
    [InlineData("legs", "in", "2,4", "cat bat bird")]
    [InlineData("legs", "not-in", "2", "animal mammal cat dodo flying")]
    [InlineData("legs", "exists", "true", "cat bat bird")]
    [InlineData("legs", "exists", "false", "animal mammal dodo flying")]
    [InlineData("legs", "regex", "[3-9]", "cat")]
    [InlineData("parent", "=", "mammal", "cat bat")]
    [InlineData("parent", "=", "flying", "bat")]
    [InlineData("parent", "exists", "false", "animal flying")]
    [InlineData("child", "=", "dodo", "bird")]
    [InlineData("child", "exists", "true", "animal mammal bird flying")]
    [InlineData("state", "=", "retired", "dodo")]
    [InlineData("inactive", "=", "true", "dodo")]
    [InlineData("inactive", "=", "false", "animal mammal cat bat bird flying")]
    [InlineData("notSelectable", "=", "true", "animal")]
    [InlineData("concept", "is-a", "nobody", "")]
    [InlineData("concept", "is-not-a", "nobody", "animal mammal cat bat bird dodo flying")]
    public void A_filter_takes(string property, string op, string value, string members)
    {
        var set = Fixtures.With(Filter(property, op, value));
        Fixtures.Members(set).Should().Be(members);
        set.Expand(Fixtures.SetUrl).Concepts.Select(c => c.Code).Should().Equal(members.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Fixtures.Ask(set, "nobody").Should().Be(Membership.No);
        Fixtures.Ask(set, "cat", "http://other").Should().Be(Membership.No);
    }

    [Fact]
    public void Several_filters_must_all_hold() =>
        Fixtures.Members(Fixtures.With("""{"include":[{"system":"http://test/animals","filter":[{"property":"concept","op":"is-a","value":"mammal"},{"property":"legs","op":"=","value":"2"}]}]}"""))
            .Should().Be("bat");

    [Theory]
    [InlineData("wings", "=", "2", "*a property that the system does not have*")]
    [InlineData("code", "regex", "(", "*malformed*")]
    [InlineData("code", "regex", "(?=a)b", "*backtracking*")]
    [InlineData("code", "regex", "(a)\\\\1", "*backtracking*")]
    [InlineData("legs", "exists", "perhaps", "*neither true nor false*")]
    [InlineData("legs", "is-a", "2", "*something other than concepts*")]
    public void A_filter_that_cannot_be_evaluated_is_unknown_and_said(string property, string op, string value, string fault)
    {
        var set = Fixtures.With(Filter(property, op, value));
        Fixtures.Ask(set, "cat").Should().Be(Membership.Unknown);
        set.Check().Should().ContainSingle().Which.Should().Match(fault);
        set.Expand(Fixtures.SetUrl).State.Should().Be(ExpansionState.Incomplete);
    }

    [Fact]
    public void A_hierarchy_that_is_not_is_a_is_not_taken_for_one()
    {
        var grouped = Fixtures.Read("""{"resourceType":"CodeSystem","url":"http://test/animals","status":"active","content":"complete","hierarchyMeaning":"grouped-by","concept":[{"code":"a","concept":[{"code":"b"}]}]}""");
        var set = TerminologySet.Of([grouped, Fixtures.Set(Fixtures.SetUrl, Filter("concept", "is-a", "a"))]);
        Fixtures.Ask(set, "b").Should().Be(Membership.Unknown);
        set.Subsumes(Fixtures.Animals, "a", "b").Should().BeNull();
        set.Check().Should().ContainSingle().Which.Should().Contain("hierarchy");
    }

    [Fact]
    public void Regular_expressions_that_hang_other_engines_end_at_once()
    {
        var code = new string('a', 5000);
        var system = Fixtures.Read($$"""{"resourceType":"CodeSystem","url":"http://test/animals","status":"active","content":"complete","concept":[{"code":"{{code}}"},{"code":"{{code}}b"}]}""");
        var set = TerminologySet.Of([system, Fixtures.Set(Fixtures.SetUrl, Filter("code", "regex", "(a+)+b"))]);
        Fixtures.Ask(set, code).Should().Be(Membership.No);
        Fixtures.Ask(set, code + "b").Should().Be(Membership.Yes);
    }

    [Fact]
    public void A_regular_expression_of_any_length_is_not_taken()
    {
        var set = Fixtures.With(Filter("code", "regex", new string('a', 1001)));
        Fixtures.Ask(set, "cat").Should().Be(Membership.Unknown);
        set.Check().Should().ContainSingle().Which.Should().Contain("more than 1000 characters");
    }

    private static string Filter(string property, string op, string value) =>
        $$"""{"include":[{"system":"http://test/animals","filter":[{"property":"{{property}}","op":"{{op}}","value":"{{value}}"}]}]}""";
}
