using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Fhir.Tests.Search;

public sealed class HostileQueryTests
{
    [Theory]
    [InlineData("name=%")]
    [InlineData("name=%4")]
    [InlineData("name=%GG")]
    [InlineData("name=%C3")]
    [InlineData("name=%ED%A0%80")]
    [InlineData("name=%00")]
    [InlineData("name=a%0Ab")]
    [InlineData("name=\0")]
    [InlineData("%=x")]
    [InlineData("=x")]
    [InlineData("na%00me=x")]
    public void Broken_escapes_and_characters_are_refused(string query) => Refused(query).Kind.Should().Be(FaultKind.Structure);

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused() => Refused($"name=a{(char)0xD800}b").Kind.Should().Be(FaultKind.Structure);

    [Fact]
    public void Ten_thousand_values_are_refused()
    {
        Refused($"_id={string.Join(',', Enumerable.Range(0, 10_000))}").Kind.Should().Be(FaultKind.TooLong);
        SearchQueryParser.Parse("Patient", $"_id={string.Join(',', Enumerable.Range(0, 1000))}").Query.Should().NotBeNull();
    }

    [Fact]
    public void Too_many_parameters_and_too_long_queries_are_refused()
    {
        Refused(string.Join('&', Enumerable.Repeat("_id=1", 101))).Kind.Should().Be(FaultKind.TooLong);
        Refused($"name={new string('a', 70_000)}").Kind.Should().Be(FaultKind.TooLong);
        Refused($"code-value-quantity={string.Join(',', Enumerable.Repeat("a", 200))}${string.Join(',', Enumerable.Repeat("1", 200))}", "Observation");
    }

    [Theory]
    [InlineData("organization.partof.partof.partof.partof.partof.partof.partof.partof.partof.name=x")]
    [InlineData("_has:Patient:link:_has:Patient:link:_has:Patient:link:_has:Patient:link:_has:Patient:link:_has:Patient:link:name=x")]
    public void A_chain_of_ten_is_refused(string query) => Refused(query).Kind.Should().Be(FaultKind.TooLong);

    [Fact]
    public void A_chain_over_references_to_anything_is_bounded()
    {
        var watch = Stopwatch.StartNew();
        Refused("focus.focus.focus.subject.subject._id=x", "Observation").Kind.Should().Be(FaultKind.TooLong);
        watch.ElapsedMilliseconds.Should().BeLessThan(2000);
    }

    [Fact]
    public void A_long_or_odd_name_is_shown_as_far_as_it_is_a_name()
    {
        var fault = SearchQueryParser.Parse("Patient", $"{new string('x', 5000)}%3Cscript%3E=1").Faults[0];
        fault.Message.Length.Should().BeLessThan(200);
        SearchQueryParser.Parse("Patient", "%3Cscript%3E=1").Faults[0].Expression.Should().Be("http.?");
        SearchQueryParser.Parse("Patient", "%7B%22name%22:%22Somebody%22%7D").Faults[0].ToString().Should().NotContain("Somebody", "what was sent as a name may hold values");
    }

    [Fact]
    public void Whatever_is_sent_gives_an_answer() => Prop.ForAll(
        Gen.Elements("name", "birthdate", "_id", "identifier", "organization", "_has:", "Observation", ":", ".", "=", "&", "|", "\\", ",", "$", "%", "%2C", "gt", "2013", "-", "_sort", "_include", "*", "é", "\uD800", "+", ":not", ":missing", "true", "_count", "value-quantity")
            .ListOf().Select(string.Concat).ToArbitrary(),
        query =>
        {
            foreach (var type in new[] { "Patient", "Observation", null })
            {
                var parse = SearchQueryParser.Parse(type, query);
                (parse.Query is null).Should().Be(parse.Faults.Any(f => !f.IsWarning));
            }
        }).QuickCheckThrowOnFailure();

    private static Fault Refused(string query, string type = "Patient")
    {
        var parse = SearchQueryParser.Parse(type, query);
        parse.Query.Should().BeNull();
        return parse.Faults.Should().ContainSingle().Subject;
    }
}
