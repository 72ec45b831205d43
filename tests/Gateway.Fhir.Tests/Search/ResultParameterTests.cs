using Gateway.Fhir.Json;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Results;

namespace Gateway.Fhir.Tests.Search;

public sealed class ResultParameterTests
{
    private static readonly Searched s_data = Searched.Of(
        """{"resourceType":"Patient","id":"1","text":{"status":"empty","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">A</div>"},"active":true,"photo":[{"title":"x"}],"contact":[{"gender":"male"}],"gender":"male"}""",
        """{"resourceType":"Patient","id":"2"}""");

    [Theory]
    [InlineData("_count=1", 1, 1)]
    [InlineData("_count=007", 7, 2)]
    [InlineData("_count=1000000000", 1000, 2)]
    [InlineData("_count=99999999999999999999", 1000, 2)]
    [InlineData("_count=0", 0, 0)]
    [InlineData("_summary=count", null, 0)]
    public void A_page_is_never_larger_than_asked_or_allowed(string query, int? count, int matches)
    {
        s_data.Parse($"Patient?{query}").Query!.Count.Should().Be(count);
        var result = s_data.Run($"Patient?{query}");
        (result.Total, result.Matches.Count).Should().Be((2, matches));
    }

    [Fact]
    public void What_the_caller_wants_back_is_read()
    {
        var query = s_data.Parse("Patient?_total=accurate&_summary=data&_elements=gender,active&_include=Patient:organization&_revinclude:iterate=Observation:subject:Patient&_format=json&_pretty=true&_contained=false").Query!;
        (query.Total, query.Summary).Should().Be((TotalMode.Accurate, SummaryMode.Data));
        query.Elements.Should().Equal("gender", "active");
        query.Includes.Should().Equal(
            new SearchInclude("Patient", "organization"), new SearchInclude("Observation", "subject") { Target = "Patient", IsReverse = true, IsIterated = true });
    }

    [Theory]
    [InlineData("_summary=true", """{"resourceType":"Patient","id":"1","meta":TAG,"active":true,"gender":"male"}""")]
    [InlineData("_summary=text", """{"resourceType":"Patient","id":"1","meta":TAG,"text":{"status":"empty","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">A</div>"}}""")]
    [InlineData("_summary=data", """{"resourceType":"Patient","id":"1","meta":TAG,"active":true,"photo":[{"title":"x"}],"contact":[{"gender":"male"}],"gender":"male"}""")]
    [InlineData("_elements=gender", """{"resourceType":"Patient","id":"1","meta":TAG,"gender":"male"}""")]
    public void A_part_of_a_resource_is_marked_as_one(string query, string expected)
    {
        var parse = s_data.Parse($"Patient?_id=1&{query}");
        var subset = ResourceSubset.Of(s_data.Search().Run(parse.Query!).Matches[0].Resource, parse.Query!);
        var tag = """{"tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]}""";
        FhirJson.ToText(subset).Should().Be(expected.Replace("TAG", tag, StringComparison.Ordinal));
    }

    [Fact]
    public void The_Bundle_says_what_was_used_and_what_was_not()
    {
        var parse = s_data.Parse("Patient?_id=2&colour=blue");
        var bundle = SearchsetBundle.Of(parse.Query!, s_data.Search().Run(parse.Query!), $"Patient?{parse.Self}", parse.Faults, "http://me/fhir");
        FhirJson.ToText(bundle).Should().Be("""{"resourceType":"Bundle","type":"searchset","total":1,"link":[{"relation":"self","url":"Patient?_id=2"}],"entry":[{"fullUrl":"http://me/fhir/Patient/2","resource":{"resourceType":"Patient","id":"2"},"search":{"mode":"match"}},{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"not-supported","diagnostics":"colour: is no search parameter here, and is left out.","expression":["http.colour"]}]},"search":{"mode":"outcome"}}]}""");
        Gateway.Fhir.Validation.BaseRules.Check(bundle).Should().OnlyContain(f => f.Message.Contains("dom-6"), "only narratives are missing");
    }
}
