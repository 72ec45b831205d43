using static Gateway.Fhir.Tests.Validation.Validated;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>Rules that stand in the standard's text and in no definition: each is kept by one resource and broken by another.</summary>
public sealed class TextRuleTests
{
    private const string Person = """{"resourceType":"Patient","id":"1","active":true}""";

    [Theory]
    [InlineData("attachment-size Patient.photo[0]", """{"resourceType":"Patient","photo":[{"contentType":"text/plain","data":"aGVsbG8=","size":5}]}""", """{"resourceType":"Patient","photo":[{"contentType":"text/plain","data":"aGVsbG8=","size":6}]}""")]
    [InlineData("id-duplicate Patient.name[1].id", """{"resourceType":"Patient","name":[{"id":"a","text":"x"},{"id":"b","text":"y"}]}""", """{"resourceType":"Patient","name":[{"id":"a","text":"x"},{"id":"a","text":"y"}]}""")]
    [InlineData("reference-target Patient.managingOrganization", """{"resourceType":"Patient","managingOrganization":{"reference":"Organization/1"}}""", """{"resourceType":"Patient","managingOrganization":{"reference":"Patient/1"}}""")]
    [InlineData("reference-type Patient.generalPractitioner[0]", """{"resourceType":"Patient","generalPractitioner":[{"type":"Practitioner","reference":"Practitioner/1"}]}""", """{"resourceType":"Patient","generalPractitioner":[{"type":"Organization","reference":"Practitioner/1"}]}""")]
    [InlineData("code-unknown Patient.maritalStatus.coding[0]", """{"resourceType":"Patient","maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M"}]}}""", """{"resourceType":"Patient","maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"nope"}]}}""")]
    [InlineData("display Patient.maritalStatus.coding[0]", """{"resourceType":"Patient","maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M","display":"married"}]}}""", """{"resourceType":"Patient","maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M","display":"Single"}]}}""")]
    [InlineData("binding-required Patient.gender", """{"resourceType":"Patient","gender":"male"}""", """{"resourceType":"Patient","gender":"m"}""")]
    [InlineData("canonical-absolute CodeSystem.url", """{"resourceType":"CodeSystem","url":"http://x.example/cs","status":"draft","content":"complete"}""", """{"resourceType":"CodeSystem","url":"CodeSystem/x","status":"draft","content":"complete"}""")]
    [InlineData("uri CodeSystem.url", """{"resourceType":"CodeSystem","url":"urn:uuid:f3b2bd36-199b-4591-b4db-f49db0912b62","status":"draft","content":"complete"}""", """{"resourceType":"CodeSystem","url":"urn:uuid:F3B2BD36-199b-4591-b4db-f49db0912b62","status":"draft","content":"complete"}""")]
    [InlineData("code-system-count CodeSystem", """{"resourceType":"CodeSystem","status":"draft","content":"complete","count":2,"concept":[{"code":"a","concept":[{"code":"b"}]}]}""", """{"resourceType":"CodeSystem","status":"draft","content":"complete","count":1,"concept":[{"code":"a","concept":[{"code":"b"}]}]}""")]
    [InlineData("code-system-supplement CodeSystem", """{"resourceType":"CodeSystem","status":"draft","content":"supplement","supplements":"http://x.example/cs"}""", """{"resourceType":"CodeSystem","status":"draft","content":"complete","supplements":"http://x.example/cs"}""")]
    [InlineData("value-set-system ValueSet.compose.include[0]", """{"resourceType":"ValueSet","status":"draft","compose":{"include":[{"system":"http://x.example/cs"}]}}""", """{"resourceType":"ValueSet","status":"draft","compose":{"include":[{"system":"cs"}]}}""")]
    [InlineData("value-set-code ValueSet.compose.include[0].concept[0]", """{"resourceType":"ValueSet","status":"draft","compose":{"include":[{"system":"http://snomed.info/sct","concept":[{"code":"73211009"}]}]}}""", """{"resourceType":"ValueSet","status":"draft","compose":{"include":[{"system":"http://snomed.info/sct","concept":[{"code":"73211008"}]}]}}""")]
    [InlineData("value-set-filter ValueSet.compose.include[0].filter[0]", """{"resourceType":"ValueSet","status":"draft","compose":{"include":[{"system":"http://snomed.info/sct","filter":[{"property":"constraint","op":"=","value":"<< 73211009 |Diabetes|"}]}]}}""", """{"resourceType":"ValueSet","status":"draft","compose":{"include":[{"system":"http://snomed.info/sct","filter":[{"property":"constraint","op":"=","value":"73211009 << 73211009"}]}]}}""")]
    [InlineData("search-composite SearchParameter", """{"resourceType":"SearchParameter","url":"http://x.example/s","name":"S","status":"draft","description":"d","code":"c","base":["Patient"],"type":"composite","expression":"a","component":[{"definition":"http://x.example/a","expression":"a"},{"definition":"http://x.example/b","expression":"b"}]}""", """{"resourceType":"SearchParameter","url":"http://x.example/s","name":"S","status":"draft","description":"d","code":"c","base":["Patient"],"type":"composite","expression":"a","component":[{"definition":"http://x.example/a","expression":"a"}]}""")]
    [InlineData("search-derived SearchParameter", """{"resourceType":"SearchParameter","url":"http://x.example/s","name":"S","status":"draft","description":"d","code":"name","base":["Organization"],"type":"string","expression":"name","derivedFrom":"http://hl7.org/fhir/SearchParameter/Organization-name"}""", """{"resourceType":"SearchParameter","url":"http://x.example/s","name":"S","status":"draft","description":"d","code":"name","base":["Organization"],"type":"token","expression":"name","derivedFrom":"http://hl7.org/fhir/SearchParameter/Organization-name"}""")]
    [InlineData("enable-when Questionnaire.item[1].enableWhen[0]", """{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"boolean"},{"linkId":"2","type":"string","enableWhen":[{"question":"1","operator":"=","answerBoolean":true}]}]}""", """{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"boolean"},{"linkId":"2","type":"string","enableWhen":[{"question":"3","operator":"=","answerBoolean":true}]}]}""")]
    [InlineData("txt-1 Patient.text.div", """{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p title='>'>x</p></div>"}}""", """{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></div>"}}""")]
    [InlineData("txt-2 Patient.text.div", """{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}}""", """{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"> <br/> </div>"}}""")]
    public void A_rule_is_kept_by_one_and_broken_by_the_other(string expected, string kept, string broken)
    {
        Errors(kept, null).Should().BeEmpty();
        Errors(broken, null).Should().Contain(expected);
    }

    [Theory]
    [InlineData("bundle-fullurl Bundle.entry[0]", "collection", $$"""{"fullUrl":"Patient/1","resource":{{Person}} }""")]
    [InlineData("bundle-fullurl Bundle.entry[0]", "collection", $$"""{"fullUrl":"http://x.example/Patient/2","resource":{{Person}} }""")]
    [InlineData("searchset-outcome Bundle.entry[0]", "searchset", $$"""{"fullUrl":"http://x.example/Patient/1","search":{"mode":"outcome"},"resource":{{Person}} }""")]
    [InlineData("searchset-id Bundle.entry[0]", "searchset", """{"fullUrl":"http://x.example/Patient/1","search":{"mode":"match"},"resource":{"resourceType":"Patient","active":true}}""")]
    [InlineData("searchset-type Bundle.entry[0]", "searchset", """{"fullUrl":"http://x.example/Observation/1","search":{"mode":"match"},"resource":{"resourceType":"Observation","id":"1","status":"final","code":{"text":"c"}}}""")]
    public void A_Bundle_says_the_truth_of_its_entries(string expected, string type, string entry)
    {
        static string Bundle(string type, string entry) => $$"""{"resourceType":"Bundle","type":"{{type}}","link":[{"relation":"self","url":"http://x.example/Patient?active=true"}],"entry":[{{entry}}]}""";
        Errors(Bundle(type, $$"""{"fullUrl":"http://x.example/Patient/1","resource":{{Person}} }"""), null).Should().BeEmpty();
        Errors(Bundle(type, entry), null).Should().Equal(expected);
    }

    [Fact]
    public void A_document_holds_what_its_head_leads_to_and_nothing_else()
    {
        static string Document(string subject, string more) => $$"""
            {"resourceType":"Bundle","type":"document","timestamp":"2020-01-01T00:00:00Z","identifier":{"system":"http://x.example/id","value":"1"},"entry":[
             {"fullUrl":"http://x.example/Composition/1","resource":{"resourceType":"Composition","id":"1","status":"final","type":{"text":"t"},"date":"2020","title":"t","author":[{"display":"a"}],"subject":{"reference":"{{subject}}"} } },
             {"fullUrl":"http://x.example/Patient/1","resource":{{Person}} }{{more}}]}
            """;
        Errors(Document("Patient/1", ""), null).Should().BeEmpty();
        Errors(Document("Patient/2", ""), null).Should().BeEquivalentTo("bundle-reference Bundle.entry[0].resource.subject", "document-reach Bundle.entry[1]");
        Errors(Document("Patient/1", """,{"fullUrl":"http://x.example/Patient/3","resource":{"resourceType":"Patient","id":"3","active":true}}"""), null).Should().Equal("document-reach Bundle.entry[2]");
    }

    [Fact]
    public void A_vital_sign_meets_its_profile_whether_it_claims_it_or_not()
    {
        const string temperature = """{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8310-5"}]},"valueQuantity":{"value":37,"system":"http://unitsofmeasure.org","code":"Cel"}}""";
        Errors(temperature, null).Should().Contain(["min Observation"]);
    }

    [Fact]
    public void A_reference_in_a_Bundle_leads_to_a_resource_of_the_profile_that_is_due()
    {
        var adult = Profile("adult", "Patient", """{"id":"Patient.birthDate","path":"Patient.birthDate","min":1}""");
        var observation = Profile("o", "Observation", """{"id":"Observation.subject","path":"Observation.subject","type":[{"code":"Reference","targetProfile":["https://test.example/adult"]}]}""");
        static string Bundle(string birth) => $$"""
            {"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:f3b2bd36-199b-4591-b4db-f49db0912b62","resource":{"resourceType":"Observation","meta":{"profile":["https://test.example/o"]},"status":"final","code":{"text":"c"},"subject":{"reference":"urn:uuid:f3b2bd36-199b-4591-b4db-f49db0912b63"} } },
             {"fullUrl":"urn:uuid:f3b2bd36-199b-4591-b4db-f49db0912b63","resource":{"resourceType":"Patient","active":true{{birth}} } }]}
            """;
        Errors(Bundle(""","birthDate":"1980" """), null, adult, observation).Should().BeEmpty();
        Errors(Bundle(""), null, adult, observation).Should().Equal("reference-profile Bundle.entry[0].resource.subject");
    }
}
