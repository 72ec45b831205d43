using Gateway.Fhir.Search;

namespace Gateway.Fhir.Tests.Search;

public sealed class ReferenceSearchTests
{
    private static readonly SearchContext s_context = new() { Locate = url => url == "http://me/fhir/Patient/1" ? ("Patient", "1") : null };
    private static readonly Searched s_data = Searched.Of(
        s_context,
        """{"resourceType":"Patient","id":"1","name":[{"family":"Chalmers"}],"generalPractitioner":[{"reference":"Practitioner/gp"}],"managingOrganization":{"reference":"Organization/o1"}}""",
        """{"resourceType":"Patient","id":"2","name":[{"family":"Windsor"}]}""",
        """{"resourceType":"Practitioner","id":"gp","name":[{"family":"Joe"}]}""",
        """{"resourceType":"Organization","id":"o1","name":"Acme","partOf":{"reference":"Organization/o2"}}""",
        """{"resourceType":"Organization","id":"o2","name":"Parent"}""",
        Observation("local", "\"reference\":\"Patient/1\""),
        Observation("version", "\"reference\":\"Patient/1/_history/3\""),
        Observation("base", "\"reference\":\"http://me/fhir/Patient/1\""),
        Observation("away", "\"reference\":\"http://other/fhir/Patient/1\""),
        Observation("group", "\"reference\":\"Group/1\""),
        Observation("two", "\"reference\":\"Patient/2\""),
        Observation("named", "\"type\":\"Patient\",\"identifier\":{\"system\":\"urn:nhs\",\"value\":\"943\"}"),
        Observation("shown", "\"display\":\"Somebody\""),
        Observation("urn", "\"reference\":\"urn:uuid:254c080e-424b-11ee-a1fc-daaf18ab2cba\""),
        """{"resourceType":"Observation","id":"none","status":"final","code":{"text":"x"}}""",
        """{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","subject":{"reference":"Patient/1"},"contained":[{"resourceType":"Medication","id":"med","code":{"coding":[{"code":"abc"}]}}],"medicationReference":{"reference":"#med"}}""",
        """{"resourceType":"Questionnaire","id":"q","status":"active","url":"http://acme/q","version":"1.1","title":"Screening"}""",
        """{"resourceType":"QuestionnaireResponse","id":"r1","status":"completed","questionnaire":"http://acme/q|1.1"}""",
        """{"resourceType":"QuestionnaireResponse","id":"r2","status":"completed","questionnaire":"http://acme/q"}""",
        """{"resourceType":"QuestionnaireResponse","id":"r3","status":"completed","questionnaire":"http://acme/q|2.0"}""");

    [Theory]
    [InlineData("subject=Patient/1", "base local version")]
    [InlineData("subject=1", "base group local version")]
    [InlineData("subject:Patient=1", "base local version")]
    [InlineData("subject:Patient=Patient/1", "base local version")]
    [InlineData("subject:Group=1", "group")]
    [InlineData("subject=http://me/fhir/Patient/1", "base local version")]
    [InlineData("subject=http://other/fhir/Patient/1", "away")]
    [InlineData("subject=Patient/1/_history/3", "version")]
    [InlineData("subject=Patient/1/_history/4", "")]
    [InlineData("subject=urn:uuid:254c080e-424b-11ee-a1fc-daaf18ab2cba", "urn")]
    [InlineData("subject=Patient/2,Group/1", "group two")]
    [InlineData("patient=1", "base local version")]
    [InlineData("patient=Patient/1", "base local version")]
    [InlineData("subject:identifier=urn:nhs|943", "named")]
    [InlineData("subject:identifier=943", "named")]
    [InlineData("patient:identifier=943", "named")]
    [InlineData("subject:missing=true", "none")]
    [InlineData("subject:missing=false&subject=Patient/2", "two")]
    public void References_match_by_type_id_URL_and_identifier(string query, string ids) => s_data.Ids($"Observation?{query}").Should().Be(ids);

    [Theory]
    [InlineData("Observation?subject:Patient.name=chalmers", "base local version")]
    [InlineData("Observation?subject.name=chalmers", "base local version")]
    [InlineData("Observation?patient.family:exact=Windsor", "two")]
    [InlineData("Observation?subject.name:missing=true", "")]
    [InlineData("Observation?subject._id=2", "two")]
    [InlineData("Observation?patient.organization.name=acme", "base local version")]
    [InlineData("Observation?patient.organization.partof.name=parent", "base local version")]
    [InlineData("Observation?patient.organization.name=parent", "")]
    [InlineData("Observation?patient.name=chalmers,windsor", "base local two version")]
    [InlineData("Observation?patient.name:missing=false", "base local two version")]
    [InlineData("MedicationRequest?medication.code=abc", "m")]
    [InlineData("Medication?code=abc", "")]
    [InlineData("Medication?_id=med", "")]
    [InlineData("QuestionnaireResponse?questionnaire=http://acme/q", "r1 r2 r3")]
    [InlineData("QuestionnaireResponse?questionnaire=http://acme/q|1.1", "r1")]
    [InlineData("QuestionnaireResponse?questionnaire:below=http://acme/q|1", "r1")]
    [InlineData("QuestionnaireResponse?questionnaire.title=screening", "r1 r2")]
    [InlineData("Patient?_has:Observation:patient:_id=local", "1")]
    [InlineData("Patient?_has:Observation:subject:_id=local,two", "1 2")]
    [InlineData("Patient?_has:Observation:subject:_id:not=two", "1")]
    [InlineData("Patient?_has:Observation:patient:_id=away", "")]
    [InlineData("Patient?_has:Observation:patient:_id=local&_has:Observation:patient:_id=two", "")]
    [InlineData("Practitioner?_has:Patient:general-practitioner:name=chalmers", "gp")]
    [InlineData("Practitioner?_has:Patient:general-practitioner:_has:Observation:patient:_id=local", "gp")]
    [InlineData("Practitioner?_has:Patient:general-practitioner:organization.name=acme", "gp")]
    [InlineData("Observation?patient._has:MedicationRequest:patient:status=active", "base local version")]
    [InlineData("Questionnaire?_has:QuestionnaireResponse:questionnaire:status=completed", "q")]
    public void Chains_lead_there_and_back(string query, string ids) => s_data.Ids(query).Should().Be(ids);

    [Theory]
    [InlineData("Observation?_id=local&_include=Observation:subject", "1")]
    [InlineData("Observation?_id=local,group&_include=Observation:subject:Patient", "1")]
    [InlineData("Observation?_id=away&_include=Observation:subject", "")]
    [InlineData("Observation?_id=local&_include=Patient:organization", "")]
    [InlineData("Observation?_id=local&_include=Observation:subject&_include:iterate=Patient:organization", "1 o1")]
    [InlineData("Observation?_id=local&_include=Observation:subject&_include:iterate=Patient:organization&_include:iterate=Organization:partof", "1 o1 o2")]
    [InlineData("Observation?_id=local&_include=Observation:*", "1")]
    [InlineData("Observation?_id=local&_include=*", "1")]
    [InlineData("Patient?_id=1&_include=*", "gp o1")]
    [InlineData("Patient?_id=1&_include:iterate=*", "gp o1 o2")]
    [InlineData("Patient?_id=1&_revinclude=Observation:patient", "local version base")]
    [InlineData("Patient?_id=1&_revinclude=Observation:subject:Group", "")]
    [InlineData("Patient?_id=2&_revinclude=Observation:*", "two")]
    [InlineData("Organization?_id=o2&_revinclude:iterate=Organization:partof&_revinclude:iterate=Patient:organization&_revinclude:iterate=MedicationRequest:subject", "o1 1 m")]
    [InlineData("QuestionnaireResponse?_id=r1,r3&_include=QuestionnaireResponse:questionnaire", "q")]
    [InlineData("MedicationRequest?_include=MedicationRequest:medication", "")]
    public void Includes_follow_references(string query, string ids) => s_data.Included(query).Should().Be(ids);

    [Fact]
    public void A_page_includes_no_more_than_the_limit()
    {
        var query = s_data.Parse("Patient?_id=1&_revinclude=Observation:patient").Query!;
        var result = s_data.Search(new Gateway.Fhir.Search.Queries.SearchLimits { Included = 2 }).Run(query);
        (result.Included.Count, result.IsIncludedCut).Should().Be((2, true));
    }

    private static string Observation(string id, string subject) => $$"""{"resourceType":"Observation","id":"{{id}}","subject":{ {{subject}} },"status":"final","code":{"text":"x"} }""";
}
