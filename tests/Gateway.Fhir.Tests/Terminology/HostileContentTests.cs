using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;

namespace Gateway.Fhir.Tests.Terminology;

/// <summary>Value sets that name themselves, multiply, or have no end: each question ends soon, with unknown and a reason.</summary>
public sealed class HostileContentTests
{
    [Fact]
    public void A_value_set_that_names_itself_is_refused_there()
    {
        var set = Fixtures.Zoo.With([
            Fixtures.Set("http://test/vs", """{"include":[{"valueSet":["http://test/b"]},{"system":"http://test/animals","concept":[{"code":"cat"}]}]}"""),
            Fixtures.Set("http://test/b", """{"include":[{"valueSet":["http://test/vs"]}]}""")]);
        (Fixtures.Ask(set, "cat"), Fixtures.Ask(set, "bat")).Should().Be((Membership.Yes, Membership.Unknown));
        set.Check().Should().Contain(f => f.Contains("names itself: http://test/vs > http://test/b > http://test/vs", StringComparison.Ordinal));
        set.Expand("http://test/vs").State.Should().Be(ExpansionState.Incomplete);
    }

    [Fact]
    public void Nesting_that_has_no_end_is_refused()
    {
        var set = Fixtures.Zoo.With(Enumerable.Range(0, 500).Select(i =>
            Fixtures.Set(string.Create(CultureInfo.InvariantCulture, $"http://test/{i}"), string.Create(CultureInfo.InvariantCulture, $$"""{"include":[{"valueSet":["http://test/{{i + 1}}"]}]}"""))));
        set.IsMember("http://test/0", Fixtures.Animals, "cat").Should().Be(Membership.Unknown);
        set.Check().Should().Contain(f => f.Contains("more than 32 deep", StringComparison.Ordinal));
        set.Expand("http://test/0").State.Should().Be(ExpansionState.Incomplete);
    }

    // Twenty levels, each naming the next one twice: a million parts for one question.
    [Fact]
    public void Nesting_that_multiplies_is_refused()
    {
        var sets = Enumerable.Range(0, 20).Select(i => Doubling(i)).Append(Fixtures.Set("http://test/20", """{"include":[{"system":"http://test/animals"}]}"""));
        var set = Fixtures.Zoo.With(sets);
        set.IsMember("http://test/0", Fixtures.Animals, "unicorn").Should().Be(Membership.Unknown);
        set.IsMember("http://test/15", Fixtures.Animals, "cat").Should().Be(Membership.Yes);
        set.Expand("http://test/15").Concepts.Should().HaveCount(7);
        set.Check().Should().Contain(f => f.Contains("more than 20000 parts", StringComparison.Ordinal));
        set.Expand("http://test/0").State.Should().Be(ExpansionState.Incomplete);
    }

    [Theory]
    [InlineData("http://hl7.org/fhir/ValueSet/ucum-units")]
    [InlineData("http://hl7.org/fhir/ValueSet/all-languages")]
    [InlineData("http://hl7.org/fhir/ValueSet/mimetypes")]
    public void A_value_set_without_end_is_too_costly(string url) => TerminologySet.R4.Expand(url).State.Should().Be(ExpansionState.TooCostly);

    [Fact]
    public void Millions_of_concepts_are_too_costly_and_asked_one_by_one_are_not()
    {
        var concepts = string.Join(',', Enumerable.Range(0, 300_000).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"code":"c{{i}}"}""")));
        var set = TerminologySet.Of([Fixtures.Read($$"""{"resourceType":"CodeSystem","url":"http://test/animals","status":"active","content":"complete","concept":[{{concepts}}]}"""),
            Fixtures.Set(Fixtures.SetUrl, """{"include":[{"system":"http://test/animals"}]}""")]);
        Fixtures.Ask(set, "c299999").Should().Be(Membership.Yes);
        set.Expand(Fixtures.SetUrl).State.Should().Be(ExpansionState.TooCostly);
        set.Expand(Fixtures.SetUrl, new ExpansionOptions { MaxWork = 1000, Count = 10 }).State.Should().Be(ExpansionState.TooCostly);
        var page = set.Expand(Fixtures.SetUrl, new ExpansionOptions { Offset = 299_998, Count = 10 });
        (page.State, page.Total, page.Concepts.Count).Should().Be((ExpansionState.Expanded, 300_000, 2));
    }

    [Fact]
    public void An_include_of_everything_that_excludes_everything_many_times_ends()
    {
        var excludes = string.Join(',', Enumerable.Repeat("""{"valueSet":["http://test/15"]}""", 30));
        var sets = Enumerable.Range(15, 5).Select(i => Doubling(i)).Append(Fixtures.Set("http://test/20", """{"include":[{"system":"http://nowhere","concept":[{"code":"x"}]}]}"""));
        var set = Fixtures.Zoo.With(sets).With([Fixtures.Set(Fixtures.SetUrl, $$"""{"include":[{"system":"http://test/animals"}],"exclude":[{{excludes}}]}""")]);
        set.Expand(Fixtures.SetUrl, new ExpansionOptions { MaxWork = 100 }).State.Should().Be(ExpansionState.TooCostly);
        set.Expand(Fixtures.SetUrl).Total.Should().Be(7);
    }

    private static Element Doubling(int i) => Fixtures.Set(
        string.Create(CultureInfo.InvariantCulture, $"http://test/{i}"),
        string.Create(CultureInfo.InvariantCulture, $$"""{"include":[{"valueSet":["http://test/{{i + 1}}"]},{"valueSet":["http://test/{{i + 1}}"]}]}"""));
}
