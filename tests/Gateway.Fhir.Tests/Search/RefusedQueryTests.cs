using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Fhir.Tests.Search;

public sealed class RefusedQueryTests
{
    [Theory]
    [InlineData("colour=blue", "")]
    [InlineData("colour=blue&_id=1", "_id=1")]
    [InlineData("_id=1&colour:exact=blue&name=x", "_id=1&name=x")]
    [InlineData("subject.name=x", "")]
    [InlineData("organization.colour=x", "")]
    [InlineData("_has:Observation:colour:code=x", "")]
    [InlineData("_has:Thing:subject:code=x", "")]
    [InlineData("name=", "")]
    [InlineData("name", "")]
    [InlineData("_sort=colour,-birthdate", "_sort=-birthdate")]
    [InlineData("_include=Patient:colour", "")]
    [InlineData("_include=Thing:subject", "")]
    [InlineData("_type.name=x", "")]
    public void What_is_not_known_is_left_out_with_a_warning_or_refused_when_strict(string query, string self)
    {
        var parse = SearchQueryParser.Parse("Patient", query);
        parse.Self.Should().Be(self);
        parse.Query.Should().NotBeNull();
        var fault = parse.Faults.Should().ContainSingle().Subject;
        (fault.IsWarning, fault.Expression.StartsWith("http.", StringComparison.Ordinal)).Should().Be((true, true));
        var strict = SearchQueryParser.Parse("Patient", query, options: new SearchOptions { IsStrict = true });
        (strict.Query, strict.Self).Should().Be((null, ""));
        strict.Faults.Should().ContainSingle().Which.IsWarning.Should().BeFalse();
    }

    [Theory]
    [InlineData("name:text=x")]
    [InlineData("name:not=x")]
    [InlineData("birthdate:exact=2000")]
    [InlineData("gender:exact=male")]
    [InlineData("gender:in=http://vs")]
    [InlineData("gender:not-in=http://vs")]
    [InlineData("gender:below=http://s|x")]
    [InlineData("gender:above=http://s|x")]
    [InlineData("organization:Thing=1")]
    [InlineData("organization:contains=1")]
    [InlineData("organization:above=1")]
    [InlineData("organization:Thing.name=1")]
    [InlineData("name.given=1")]
    [InlineData("_has:Observation:code:code=1")]
    [InlineData("_id:exact=1")]
    [InlineData("_filter=name co pet")]
    [InlineData("_text=bone")]
    [InlineData("_content=bone")]
    [InlineData("_list=42")]
    [InlineData("_query=x")]
    [InlineData("_contained=true")]
    [InlineData("_containedType=container")]
    [InlineData("_sort:asc=name")]
    [InlineData("_include:recurse=Patient:organization")]
    public void What_is_known_and_not_supported_is_always_refused(string query) => Refused(query, FaultKind.NotSupported);

    [Theory]
    [InlineData("birthdate=yesterday")]
    [InlineData("birthdate=0000")]
    [InlineData("birthdate=0000-01-01")]
    [InlineData("birthdate=2013-02-30")]
    [InlineData("birthdate=2013-01-14T10")]
    [InlineData("birthdate=2013-01-14T")]
    [InlineData("birthdate=xx2013")]
    [InlineData("birthdate=gt")]
    [InlineData("birthdate=2013,")]
    [InlineData("birthdate=2013%7C1")]
    [InlineData("name=a\\b")]
    [InlineData("name=a\\")]
    [InlineData("name=,")]
    [InlineData("name=!!")]
    [InlineData("gender=a|b|c")]
    [InlineData("gender=|")]
    [InlineData("identifier:of-type=a|b")]
    [InlineData("identifier:of-type=a||b")]
    [InlineData("active:missing=maybe")]
    [InlineData("active:missing=true,false")]
    [InlineData("organization=a b")]
    [InlineData("organization=Organization/1/2")]
    [InlineData("organization:Organization=Patient/1")]
    [InlineData("_has:Observation=1")]
    [InlineData("_has:Observation:subject=1")]
    [InlineData("_has:Observation:encounter:_id=1")]
    [InlineData("_count=-1")]
    [InlineData("_count=ten")]
    [InlineData("_count=1.5")]
    [InlineData("_count=1&_count=2")]
    [InlineData("_total=some")]
    [InlineData("_summary=1")]
    [InlineData("_summary=text&_include=Patient:organization")]
    [InlineData("_elements=name.given")]
    [InlineData("_include=Patient")]
    [InlineData("_include=a:b:c:d")]
    [InlineData("_type=Observation")]
    [InlineData("_type=Thing")]
    public void Values_that_are_none_are_refused(string query) => Refused(query, FaultKind.Value);

    [Theory]
    [InlineData("Observation", "value-quantity=heavy")]
    [InlineData("Observation", "value-quantity=5.4|mg")]
    [InlineData("Observation", "value-quantity=5.4|a|b|c")]
    [InlineData("RiskAssessment", "probability=1e")]
    [InlineData("RiskAssessment", "probability=0x10")]
    [InlineData("RiskAssessment", "probability=1e99")]
    [InlineData("RiskAssessment", "probability=1e-99")]
    [InlineData("RiskAssessment", "probability=79228162514264337593543950335")]
    [InlineData("RiskAssessment", "probability=NaN")]
    [InlineData("RiskAssessment", "probability=1,2,x")]
    [InlineData("ValueSet", "url=a|b|c")]
    [InlineData("ValueSet", "url=|1")]
    public void Numbers_and_URIs_that_are_none_are_refused(string type, string query) => Refused(query, FaultKind.Value, type);

    [Fact]
    public void All_faults_are_told_at_once_and_none_repeats_a_value()
    {
        var faults = SearchQueryParser.Parse("Patient", "birthdate=secret&name:foo=secret&_count=secret&%zz=secret&gender=%secret").Faults;
        faults.Should().HaveCount(2).And.OnlyContain(f => !f.Message.Contains("secret"));
        faults = SearchQueryParser.Parse("Patient", "birthdate=secret&name:foo=secret&_count=secret&_sort=_filter&organization:secret=1").Faults;
        faults.Should().HaveCount(5).And.OnlyContain(f => f.ToString().Replace("organization:secret", "", StringComparison.Ordinal).Contains("secret", StringComparison.Ordinal) == false);
    }

    [Fact]
    public void A_type_that_does_not_exist_is_refused() => SearchQueryParser.Parse("Thing", "").Faults.Should().ContainSingle();

    private static void Refused(string query, FaultKind kind, string type = "Patient")
    {
        var parse = SearchQueryParser.Parse(type, query);
        (parse.Query, parse.Self).Should().Be((null, ""));
        var fault = parse.Faults.Should().ContainSingle().Subject;
        (fault.Kind, fault.IsWarning).Should().Be((kind, false));
    }
}
