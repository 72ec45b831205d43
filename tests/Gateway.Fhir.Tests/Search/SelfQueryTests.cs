using FsCheck;
using FsCheck.Fluent;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Fhir.Tests.Search;

public sealed class SelfQueryTests
{
    private static readonly SearchOptions s_options = new() { Time = new Stopped() };

    private static readonly Gen<string> s_text = Gen.Elements("a", "B c", "é", "x\\,y", "q\\|r", "s\\$t", "u\\\\v", "100%", "a&b", "a=b", "#", "+", "<\"'>", "𐐀", "日本");

    private static readonly Gen<(string Name, string Value)> s_pair = Gen.OneOf(
        Pair(["name", "name:exact", "name:contains", "family", "address-city"], s_text),
        Pair(["gender", "gender:not", "identifier", "_tag", "_security", "telecom", "identifier:text"], s_text),
        Pair(["identifier"], s_text.SelectMany(s => s_text.Select(c => $"{s}|{c}"))),
        Pair(["birthdate", "_lastUpdated"], Gen.Elements("2013", "ge2013-01", "sa2013-01-14T10:00:00+01:00", "ap2020-02-29", "ne2013-01-14T10:00Z")),
        Pair(["organization", "general-practitioner:Practitioner", "organization:Organization"], Gen.Elements("1", "a-b.c")),
        Pair(["organization", "general-practitioner"], Gen.Elements("http://x/y z", "urn:uuid:1", "Organization/1")),
        Pair(["_profile", "_source", "_profile:below"], Gen.Elements("http://x/y?z=1&a=%20", "http://x|1.0", "urn:oid:1.2")),
        Pair(["organization.name", "organization:Organization.partof.name", "_has:Observation:patient:code", "_has:Observation:subject:_has:Provenance:target:_id"], s_text.Where(t => !t.Contains('#'))),
        Pair(["name:missing", "_tag:missing", "organization.name:missing"], Gen.Elements("true", "false")),
        Pair(["unknown", "name:missing"], Gen.Constant("")),
        Pair(["unknown", "unknown.more"], s_text),
        Pair(["_sort"], Gen.Elements("name", "-birthdate,_id", "_lastUpdated,nothing")),
        Pair(["_count"], Gen.Elements("0", "7", "1000000000")),
        Pair(["_include", "_revinclude:iterate"], Gen.Elements("Patient:organization", "Observation:*", "*", "Observation:subject:Patient")),
        Pair(["_elements"], Gen.Elements("name", "name,birthDate")),
        Pair(["_format"], Gen.Constant("json")));

    [Fact]
    public void The_self_query_reads_as_the_same_query() => Prop.ForAll(s_pair.ListOf().Select(p => p.DistinctBy(x => x.Name).ToList()).ToArbitrary(), pairs =>
    {
        var first = SearchQueryParser.Parse("Patient", string.Join('&', pairs.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}")), options: s_options);
        if (first.Query is null)
            return;
        var second = SearchQueryParser.Parse("Patient", first.Self, options: s_options with { IsStrict = true });
        second.Faults.Should().BeEmpty();
        second.Self.Should().Be(first.Self);
        second.Query.Should().BeEquivalentTo(first.Query, o => o.RespectingRuntimeTypes().WithStrictOrdering().ComparingByValue<Gateway.Fhir.Search.Parameters.SearchParameter>());
        first.Self.Should().MatchRegex("^[!-~]*$").And.NotContain("unknown").And.NotContain("_format");
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("name=peter&_count=5000&colour=blue&_format=xml", "name=peter&_count=1000")]
    [InlineData("?name=Mary+Ann&birthdate=ge2013-01-14T10:00:00%2b01:00", "name=Mary%20Ann&birthdate=ge2013-01-14T10:00:00%2B01:00")]
    [InlineData("identifier=urn:nhs%7C943&name=a%5C%2Cb", "identifier=urn:nhs|943&name=a%5C,b")]
    public void The_self_query_holds_what_was_used(string query, string self) => SearchQueryParser.Parse("Patient", query).Self.Should().Be(self);

    private static Gen<(string Name, string Value)> Pair(string[] names, Gen<string> values) =>
        Gen.Elements(names).SelectMany(n => values.NonEmptyListOf().Select(v => (n, n.EndsWith("missing", StringComparison.Ordinal) || n.StartsWith("_include", StringComparison.Ordinal) || n.StartsWith("_rev", StringComparison.Ordinal) || n is "_sort" or "_count" or "_elements" ? v[0] : string.Join(',', v))));

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
