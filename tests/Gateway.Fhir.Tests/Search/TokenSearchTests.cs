using Gateway.Fhir.Search.Queries;

namespace Gateway.Fhir.Tests.Search;

public sealed class TokenSearchTests
{
    private static readonly Searched s_data = Searched.Of(
        """{"resourceType":"Condition","id":"both","subject":{"reference":"Patient/1"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"25064002","display":"Headache"},{"system":"http://read","code":"F26"}],"text":"Severe pain in the head"}}""",
        """{"resourceType":"Condition","id":"other","subject":{"reference":"Patient/1"},"code":{"coding":[{"system":"http://local","code":"25064002","display":"Migraine"}]}}""",
        """{"resourceType":"Condition","id":"bare","subject":{"reference":"Patient/1"},"code":{"coding":[{"code":"F26"}]}}""",
        """{"resourceType":"Condition","id":"text","subject":{"reference":"Patient/1"},"code":{"text":"Headache, tension"}}""",
        """{"resourceType":"Condition","id":"none","subject":{"reference":"Patient/1"}}""",
        """{"resourceType":"Patient","id":"1","active":true,"gender":"male","identifier":[{"system":"urn:nhs","value":"943","type":{"coding":[{"system":"http://v2","code":"NH"}],"text":"NHS number"}},{"value":"A|B,C"}],"telecom":[{"system":"phone","value":"01632 960001"}]}""",
        """{"resourceType":"Patient","id":"2","active":false,"gender":"female","identifier":[{"system":"urn:nhs","value":"ABC"}],"telecom":[{"system":"email","value":"a@b.uk"}],"deceasedBoolean":true}""",
        """{"resourceType":"Patient","id":"3","meta":{"tag":[{"system":"http://tags","code":"t1"}],"security":[{"code":"R"}]}}""",
        """{"resourceType":"DocumentReference","id":"xml","status":"current","content":[{"attachment":{"contentType":"text/xml; charset=UTF-8"}}]}""",
        """{"resourceType":"DocumentReference","id":"plain","status":"current","content":[{"attachment":{"contentType":"text/xml"}}]}""",
        """{"resourceType":"DocumentReference","id":"xmlish","status":"current","content":[{"attachment":{"contentType":"text/xmlish"}}]}""");

    [Theory]
    [InlineData("Condition?code=25064002", "both other")]
    [InlineData("Condition?code=http://snomed.info/sct|25064002", "both")]
    [InlineData("Condition?code=http://snomed.info/sct|", "both")]
    [InlineData("Condition?code=|F26", "bare")]
    [InlineData("Condition?code=F26", "bare both")]
    [InlineData("Condition?code=f26", "bare both")]
    [InlineData("Condition?code=http://snomed.info/sct|F26", "")]
    [InlineData("Condition?code=F26,http://local|25064002", "bare both other")]
    [InlineData("Condition?code=F26&code=25064002", "both")]
    [InlineData("Condition?code:not=25064002", "bare none text")]
    [InlineData("Condition?code:not=25064002,F26", "none text")]
    [InlineData("Condition?code:text=headache", "both text")]
    [InlineData("Condition?code:text=Séverè  PAIN", "both")]
    [InlineData("Condition?code:text=pain", "")]
    [InlineData("Condition?code:missing=true", "none")]
    [InlineData("Condition?code:missing=false", "bare both other text")]
    [InlineData("Patient?identifier=urn:nhs|943", "1")]
    [InlineData("Patient?identifier=943", "1")]
    [InlineData("Patient?identifier=|943", "")]
    [InlineData("Patient?identifier=urn:nhs|", "1 2")]
    [InlineData("Patient?identifier=A\\|B\\,C", "1")]
    [InlineData("Patient?identifier=|A\\|B\\,C", "1")]
    [InlineData("Patient?identifier=abc", "2")]
    [InlineData("Patient?identifier:of-type=http://v2|NH|943", "1")]
    [InlineData("Patient?identifier:of-type=http://v2|MR|943", "")]
    [InlineData("Patient?identifier:text=nhs", "1")]
    [InlineData("Patient?telecom=01632 960001", "1")]
    [InlineData("Patient?telecom=phone|01632 960001", "1")]
    [InlineData("Patient?telecom=|01632 960001", "1")]
    [InlineData("Patient?telecom=email|01632 960001", "")]
    [InlineData("Patient?telecom=email|", "2")]
    [InlineData("Patient?phone=01632 960001", "1")]
    [InlineData("Patient?email=01632 960001", "")]
    [InlineData("Patient?active=true", "1")]
    [InlineData("Patient?active=http://hl7.org/fhir/special-values|false", "2")]
    [InlineData("Patient?active=maybe", "")]
    [InlineData("Patient?deceased=true", "2")]
    [InlineData("Patient?gender=male", "1")]
    [InlineData("Patient?gender=|male", "1")]
    [InlineData("Patient?gender=http://hl7.org/fhir/administrative-gender|male", "1")]
    [InlineData("Patient?gender:not=male", "2 3")]
    [InlineData("Patient?gender=male,female", "1 2")]
    [InlineData("Patient?_id=1", "1")]
    [InlineData("Patient?_id=1,3", "1 3")]
    [InlineData("Patient?_id:not=1", "2 3")]
    [InlineData("Condition?_id=BOTH", "")]
    [InlineData("Patient?_tag=http://tags|t1", "3")]
    [InlineData("Patient?_security=R", "3")]
    [InlineData("Patient?_security:missing=true", "1 2")]
    [InlineData("DocumentReference?contenttype=text/xml", "plain")]
    [InlineData("DocumentReference?contenttype:below=text/xml", "plain xml")]
    [InlineData("?_type=Patient,Condition&_id=1,none", "none 1")]
    [InlineData("?_id=1,none,xml", "none xml 1")]
    public void Tokens_match_by_system_code_text_and_type(string query, string ids) => s_data.Ids(query).Should().Be(ids);

    [Theory]
    [InlineData("Condition?code:in=http://vs", "both")]
    [InlineData("Condition?code:not-in=http://vs", "bare none other text")]
    [InlineData("Condition?code:below=http://snomed.info/sct|404684003", "both")]
    [InlineData("Condition?code:above=http://snomed.info/sct|37796009", "both")]
    [InlineData("Patient?gender:in=http://anysystem", "1")]
    public void What_needs_a_terminology_is_answered_where_there_is_one(string query, string ids) => Knowing(new SearchTerminology
    {
        Members = url => url == "http://vs" ? [("http://snomed.info/sct", "25064002")] : url == "http://anysystem" ? [(null, "male")] : null,
        Below = (_, code) => code == "404684003" ? ["404684003", "25064002"] : null,
        Above = (_, code) => code == "37796009" ? ["37796009", "25064002"] : null,
    }).Ids(query).Should().Be(ids);

    [Theory]
    [InlineData("code:in=http://other")]
    [InlineData("code:below=http://snomed.info/sct|1")]
    [InlineData("code:above=404684003")]
    public void What_the_terminology_does_not_know_is_refused(string query) => Knowing(new SearchTerminology { Members = _ => null, Below = (_, _) => null, Above = (_, _) => null })
        .Parse($"Condition?{query}").Faults.Should().ContainSingle().Which.Message.Should().Contain("needs a terminology that is not loaded");

    private static Searched Knowing(SearchTerminology terminology) => s_data.With(new SearchOptions { Terminology = terminology });
}
