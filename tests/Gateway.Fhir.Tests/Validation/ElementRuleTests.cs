using Gateway.Fhir.Terminology.Questions;
using static Gateway.Fhir.Tests.Validation.Validated;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>What a profile may ask of one element: each row is met by one resource and broken by another.</summary>
public sealed class ElementRuleTests
{
    [Theory]
    [InlineData("min Patient", """{"id":"Patient.birthDate","path":"Patient.birthDate","min":1}""", """ "birthDate":"1980" """, """ "active":true """)]
    [InlineData("max Patient", """{"id":"Patient.name","path":"Patient.name","max":"1"}""", """ "name":[{"text":"a"}] """, """ "name":[{"text":"a"},{"text":"b"}] """)]
    [InlineData("max Patient", """{"id":"Patient.photo","path":"Patient.photo","max":"0"}""", """ "active":true """, """ "photo":[{"title":"x"}] """)]
    [InlineData("fixed Patient.active", """{"id":"Patient.active","path":"Patient.active","fixedBoolean":true}""", """ "active":true """, """ "active":false """)]
    [InlineData("fixed Patient.maritalStatus", """{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","fixedCodeableConcept":{"text":"m"}}""", """ "maritalStatus":{"text":"m"} """, """ "maritalStatus":{"text":"m","coding":[{"display":"m"}]} """)]
    [InlineData("pattern Patient.maritalStatus", """{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","patternCodeableConcept":{"text":"m"}}""", """ "maritalStatus":{"text":"m","coding":[{"display":"m"}]} """, """ "maritalStatus":{"text":"n"} """)]
    [InlineData("type Patient.deceased", """{"id":"Patient.deceased[x]","path":"Patient.deceased[x]","type":[{"code":"dateTime"}]}""", """ "deceasedDateTime":"2020" """, """ "deceasedBoolean":true """)]
    [InlineData("max-length Patient.name[0].text", """{"id":"Patient.name.text","path":"Patient.name.text","maxLength":3}""", """ "name":[{"text":"abc"}] """, """ "name":[{"text":"abcd"}] """)]
    [InlineData("min-value Patient.birthDate", """{"id":"Patient.birthDate","path":"Patient.birthDate","minValueDate":"1900-01-01"}""", """ "birthDate":"1900-01-01" """, """ "birthDate":"1899-12-31" """)]
    [InlineData("max-value Patient.multipleBirth", """{"id":"Patient.multipleBirth[x]","path":"Patient.multipleBirth[x]","maxValueInteger":3}""", """ "multipleBirthInteger":3 """, """ "multipleBirthInteger":4 """)]
    [InlineData("t-1 Patient", """{"id":"Patient.x","path":"Patient","constraint":[{"key":"t-1","severity":"error","human":"h","expression":"name.exists()"}]}""", """ "name":[{"text":"a"}] """, """ "active":true """)]
    [InlineData("t-2 Patient.name[0]", """{"id":"Patient.name","path":"Patient.name","constraint":[{"key":"t-2","severity":"error","human":"h","expression":"family.exists() or %resource.active"}]}""", """ "active":true,"name":[{"text":"a"}] """, """ "active":false,"name":[{"text":"a"}] """)]
    [InlineData("binding-required Patient.maritalStatus", """{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","binding":{"strength":"required","valueSet":"http://hl7.org/fhir/ValueSet/administrative-gender"}}""", """ "maritalStatus":{"coding":[{"system":"http://hl7.org/fhir/administrative-gender","code":"male"}]} """, """ "maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M"}]} """)]
    [InlineData("reference-target Patient.managingOrganization", """{"id":"Patient.managingOrganization","path":"Patient.managingOrganization","type":[{"code":"Reference","targetProfile":["http://hl7.org/fhir/StructureDefinition/Patient"]}]}""", """ "active":true """, """ "managingOrganization":{"reference":"Organization/1"} """)]
    [InlineData("min Patient.contact[0]", """{"id":"Patient.contact.gender","path":"Patient.contact.gender","min":1}""", """ "contact":[{"name":{"text":"a"},"gender":"male"}] """, """ "contact":[{"name":{"text":"a"}}] """)]
    public void A_rule_is_kept_by_one_and_broken_by_the_other(string expected, string element, string kept, string broken)
    {
        var profile = Profile("p", "Patient", element);
        Errors($$"""{"resourceType":"Patient",{{kept}}}""", "p", profile).Should().BeEmpty();
        Errors($$"""{"resourceType":"Patient",{{broken}}}""", "p", profile).Should().Equal(expected);
    }

    [Fact]
    public void What_is_derived_asks_what_its_base_asks_too()
    {
        var above = Profile("above", "Patient", """{"id":"Patient.birthDate","path":"Patient.birthDate","min":1}""");
        var below = Profile("below", "Patient", """{"id":"Patient.gender","path":"Patient.gender","min":1}""", Root + "above");
        Errors("""{"resourceType":"Patient"}""", "below", above, below).Should().BeEquivalentTo("min Patient", "min Patient");
    }

    [Fact]
    public void A_profile_on_a_data_type_is_met_by_elements_that_name_it()
    {
        var name = Profile("name", "HumanName", """{"id":"HumanName.family","path":"HumanName.family","min":1}""");
        var patient = Profile("p", "Patient", """{"id":"Patient.name","path":"Patient.name","type":[{"code":"HumanName","profile":["https://test.example/name"]}]}""");
        Errors("""{"resourceType":"Patient","name":[{"family":"a"}]}""", "p", name, patient).Should().BeEmpty();
        Errors("""{"resourceType":"Patient","name":[{"text":"a"}]}""", "p", name, patient).Should().Equal("min Patient.name[0]");
    }

    [Fact]
    public void A_shared_content_is_asked_for_at_every_depth()
    {
        var profile = Profile("q", "Questionnaire", """{"id":"Questionnaire.item.text","path":"Questionnaire.item.text","min":1}""");
        Errors("""{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"group","text":"a","item":[{"linkId":"2","type":"display"}]}]}""", "q", profile)
            .Should().Contain("min Questionnaire.item[0].item[0]");
    }

    [Fact]
    public void An_extensible_binding_warns_and_what_is_not_known_says_nothing()
    {
        var profile = Profile("p", "Patient", """{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","binding":{"strength":"extensible","valueSet":"http://hl7.org/fhir/ValueSet/administrative-gender"}},{"id":"Patient.language","path":"Patient.language","binding":{"strength":"required","valueSet":"https://nowhere.example/vs"}}""");
        const string patient = """{"resourceType":"Patient","language":"en","maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M"}]}}""";
        Errors(patient, "p", profile).Should().BeEmpty();
        Warnings(patient, "p", profile).Should().Equal("binding-extensible Patient.maritalStatus");
        With(profile).Validate(Read(patient), Root + "p").Unanswered.OfType<MemberQuestion>().Should().Contain(q => q.ValueSet == "https://nowhere.example/vs" && q.Code.Code == "en");
    }

    [Fact]
    public void Beyond_the_largest_value_set_there_is_no_code_whatever_the_strength()
    {
        var profile = Profile("p", "Patient", """{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","binding":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet","valueCanonical":"http://hl7.org/fhir/ValueSet/marital-status"}],"strength":"preferred","valueSet":"https://nowhere.example/vs"}}""");
        static string Patient(string code) => $$"""{"resourceType":"Patient","maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"{{code}}"}]} }""";
        Errors(Patient("M"), "p", profile).Should().BeEmpty();
        Errors("""{"resourceType":"Patient","maritalStatus":{"text":"m"}}""", "p", profile).Should().BeEmpty();
        Errors(Patient("X"), "p", profile).Should().Contain("binding-max Patient.maritalStatus");
    }

    [Fact]
    public void A_broken_rule_is_told_in_the_words_of_its_profile()
    {
        var profile = Profile("p", "Patient", """{"id":"Patient","path":"Patient","constraint":[{"key":"t-1","severity":"error","human":"There is a name","expression":"name.exists()"}]}""");
        With(profile).Validate(Read("""{"resourceType":"Patient","contact":[{"gender":"male"}]}"""), Root + "p").Faults.Where(f => f.Rule is "t-1" or "pat-1").Select(f => f.Message)
            .Should().BeEquivalentTo("The rule t-1 is broken: There is a name", "The rule pat-1 is broken: name.exists() or telecom.exists() or address.exists() or organization.exists()");
    }

    [Fact]
    public void A_claimed_profile_is_checked_and_one_that_is_not_known_warns()
    {
        var profile = Profile("p", "Patient", """{"id":"Patient.birthDate","path":"Patient.birthDate","min":1}""");
        const string patient = """{"resourceType":"Patient","meta":{"profile":["https://test.example/p","https://nowhere.example/x"]}}""";
        Errors(patient, null, profile).Should().Equal("min Patient");
        Warnings(patient, null, profile).Should().Equal("profile-unknown Patient");
    }

    [Fact]
    public void A_snapshot_alone_will_do()
    {
        var profile = Read("""
            {"resourceType":"StructureDefinition","url":"https://test.example/s","name":"T","status":"draft","kind":"resource","abstract":false,"type":"Patient","derivation":"constraint",
             "baseDefinition":"https://nowhere.example/base","snapshot":{"element":[{"id":"Patient","path":"Patient"},{"id":"Patient.birthDate","path":"Patient.birthDate","min":1,"max":"1"}]}}
            """);
        Errors("""{"resourceType":"Patient"}""", "s", profile).Should().Equal("min Patient");
    }
}
