using Gateway.Access.Redaction;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation;

namespace Gateway.Access.Tests.Redaction;

/// <summary>Numbers 18 to 20 of the attack list: what may not be seen is gone with all that says it again, and what would then mean something else is withheld.</summary>
public sealed class RedactorTests
{
    private const string Snomed = "\"system\":\"http://snomed.info/sct\"";
    private const string Masked = """{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}""";

    private const string Statement = $$"""
        {"resourceType":"MedicationStatement","id":"m1","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">Zidovudine for HIV</div>"},"status":"active","medicationCodeableConcept":{"text":"Zidovudine"},"subject":{"reference":"Patient/p1"},
        "informationSource":{"reference":"Organization/o1","display":"HIV disease clinic"},
        "reasonCode":[{"coding":[{{{Snomed}},"code":"86406008","display":"HIV disease"},{"system":"http://read.info/readv2","code":"43C3."}],"text":"the virus"},{"coding":[{{{Snomed}},"code":"386661006","display":"Fever"}]}],"note":[{"text":"takes it daily"}],"dosage":[{"text":"one a day"}]}
        """;

    [Fact]
    public void What_nothing_is_taken_out_of_is_the_same_element()
    {
        var given = Samples.Read(Statement);
        Redactor.Without(given, [])!.Resource.Should().Be(given);
        Redactor.Without(given, ["MedicationStatement.partOf", "MedicationStatement.note[7]"])!.Resource.Should().Be(given);
    }

    [Fact]
    public void A_code_is_taken_out_with_its_concept_its_narrative_the_notes_and_the_words_that_repeat_it()
    {
        var left = Redactor.Without(Samples.Read(Statement), ["MedicationStatement.reasonCode[0].coding[0]"])!;
        left.Removed.Should().Equal("MedicationStatement.reasonCode[0].coding[0]");
        Samples.Text(left.Resource).Should().Be($$"""
            {"resourceType":"MedicationStatement","id":"m1","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"REDACTED","display":"redacted"}]},"status":"active","medicationCodeableConcept":{"text":"Zidovudine"},"subject":{"reference":"Patient/p1"},"informationSource":{"reference":"Organization/o1"},"reasonCode":[{"coding":[{{{Snomed}},"code":"386661006","display":"Fever"}]}],"dosage":[{"text":"one a day"}]}
            """.Trim());
    }

    [Fact]
    public void Only_the_note_that_is_named_is_taken_out_where_no_code_is()
    {
        var left = Redactor.Without(Samples.Read(Statement.Replace("""[{"text":"takes it daily"}]""", """[{"text":"open"},{"text":"closed"}]""", StringComparison.Ordinal)), ["MedicationStatement.note[1]"])!;
        Samples.Text(left.Resource).Should().Contain("""
            "note":[{"text":"open"}]
            """.Trim()).And.NotContain("closed").And.NotContain("div");
    }

    [Theory]
    [InlineData("a status", """{"resourceType":"Flag","id":"1","status":"inactive","code":{"text":"x"},"subject":{"reference":"Patient/1"}}""", "Flag.status")]
    [InlineData("what must not be done", """{"resourceType":"ServiceRequest","id":"1","status":"active","intent":"order","doNotPerform":true,"subject":{"reference":"Patient/1"}}""", "ServiceRequest.doNotPerform")]
    [InlineData("that it was refuted", """{"resourceType":"Condition","id":"1","verificationStatus":{"coding":[{"code":"refuted"}]},"code":{"text":"x"},"subject":{"reference":"Patient/1"}}""", "Condition.verificationStatus.coding[0]")]
    [InlineData("what the condition is", """{"resourceType":"Condition","id":"1","code":{"text":"x"},"subject":{"reference":"Patient/1"}}""", "Condition.code")]
    [InlineData("what the allergy is to", """{"resourceType":"AllergyIntolerance","id":"1","code":{"text":"x"},"patient":{"reference":"Patient/1"}}""", "AllergyIntolerance.code.text")]
    [InlineData("a condition of fitness", """{"resourceType":"Observation","id":"1","status":"final","code":{"text":"x"},"component":[{"code":{"text":"condition"},"valueString":"Wake"},{"code":{"text":"other"}}]}""", "Observation.component[0]")]
    [InlineData("a part of a condition of fitness", """{"resourceType":"Observation","id":"1","status":"final","code":{"text":"x"},"component":[{"code":{"text":"condition"},"valueString":"Wake"}]}""", "Observation.component[0].value")]
    [InlineData("a part of a dose", """{"resourceType":"MedicationRequest","id":"1","status":"active","intent":"order","medicationCodeableConcept":{"text":"x"},"subject":{"reference":"Patient/1"},"dosageInstruction":[{"text":"at night","patientInstruction":"not with beer"}]}""", "MedicationRequest.dosageInstruction[0].patientInstruction")]
    [InlineData("a part of a dose given", """{"resourceType":"MedicationAdministration","id":"1","status":"completed","medicationCodeableConcept":{"text":"x"},"subject":{"reference":"Patient/1"},"effectiveDateTime":"2026-01-01","dosage":{"text":"two","dose":{"value":1}}}""", "MedicationAdministration.dosage.dose.value")]
    [InlineData("which medicine", """{"resourceType":"MedicationStatement","id":"1","status":"active","medicationCodeableConcept":{"text":"x"},"subject":{"reference":"Patient/1"}}""", "MedicationStatement.medication.text")]
    [InlineData("an exception of a consent", """{"resourceType":"Consent","id":"1","status":"active","scope":{"text":"x"},"category":[{"text":"y"}],"policyRule":{"text":"z"},"provision":{"type":"permit","provision":[{"type":"deny"}]}}""", "Consent.provision.provision[0]")]
    [InlineData("a modifier that is not known", """{"resourceType":"Basic","id":"1","modifierExtension":[{"url":"https://not.known","valueBoolean":true}],"code":{"text":"x"}}""", "Basic.modifierExtension[0]")]
    [InlineData("a modifier within", """{"resourceType":"Patient","id":"1","name":[{"use":"old","family":"x"}]}""", "Patient.name[0].use")]
    [InlineData("a label", """{"resourceType":"Basic","id":"1","meta":{"security":[{"code":"R"}]},"code":{"text":"x"}}""", "Basic.meta.security[0]")]
    [InlineData("the id", """{"resourceType":"Basic","id":"1","code":{"text":"x"}}""", "Basic.id")]
    [InlineData("all there is to a contact", """{"resourceType":"Patient","id":"1","contact":[{"relationship":[{"text":"mother"}],"name":{"family":"x"}}]}""", "Patient.contact[0].name")]
    [InlineData("the resource", """{"resourceType":"Basic","id":"1","code":{"text":"x"}}""", "Basic")]
    public void What_would_mean_something_else_without_it_is_withheld_whole(string what, string json, string path) => Redactor.Without(Samples.Read(json), [path]).Should().BeNull(what);

    [Theory]
    [InlineData("a required element", """{"resourceType":"Flag","id":"1","status":"active","code":{"coding":[{"code":"secret"}],"text":"secret"},"subject":{"reference":"Patient/1"}}""", "Flag.code.coding[0]", $"\"code\":{Masked}")]
    [InlineData("a required choice, in its type", """{"resourceType":"Immunization","id":"1","status":"completed","vaccineCode":{"text":"x"},"patient":{"reference":"Patient/1"},"occurrenceString":"secret"}""", "Immunization.occurrence", $"\"_occurrenceString\":{Masked}")]
    [InlineData("a required element within", """{"resourceType":"Patient","id":"1","communication":[{"language":{"text":"secret"},"preferred":true}]}""", "Patient.communication[0].language", $"\"communication\":[{{\"language\":{Masked},\"preferred\":true}}]")]
    [InlineData("a name among names", """{"resourceType":"Patient","id":"1","name":[{"text":"Ann secret Bee","family":"Bee","given":["Ann","secret","C"],"_given":[null,{"extension":[{"url":"https://e.test","valueString":"kept"}]},{"id":"g3"}]}]}""", "Patient.name[0].given[1]", """ "name":[{"family":"Bee","given":["Ann","C"],"_given":[null,{"id":"g3"}]}] """)]
    [InlineData("an extension of a primitive", """{"resourceType":"Patient","id":"1","birthDate":"1990-01-01","_birthDate":{"extension":[{"url":"https://e.test","valueString":"secret"}]}}""", "Patient.birthDate.extension[0].value", """ "birthDate":"1990-01-01"} """)]
    [InlineData("a start with its period", """{"resourceType":"Flag","id":"1","status":"active","code":{"text":"x"},"subject":{"reference":"Patient/1"},"period":{"start":"2026-01-01","end":"2026-02-01"}}""", "Flag.period.start", """ "subject":{"reference":"Patient/1"}} """)]
    [InlineData("an answer with its question", """{"resourceType":"QuestionnaireResponse","id":"1","status":"completed","item":[{"linkId":"1","text":"open","answer":[{"valueBoolean":true}]},{"linkId":"2","text":"about the secret","answer":[{"valueString":"secret"}]}]}""", "QuestionnaireResponse.item[1].answer[0].value", """ "item":[{"linkId":"1","text":"open","answer":[{"valueBoolean":true}]}]} """)]
    [InlineData("every repetition where no number is given", """{"resourceType":"Flag","id":"1","status":"active","category":[{"text":"secret"},{"text":"secrets"}],"code":{"text":"x"},"subject":{"reference":"Patient/1"}}""", "Flag.category", """ "status":"active","code" """)]
    [InlineData("an equal code elsewhere", """{"resourceType":"ServiceRequest","id":"1","status":"active","intent":"order","code":{"coding":[{"code":"open"}]},"subject":{"reference":"Patient/1"},"reasonCode":[{"coding":[{"system":"https://s.test","code":"secret"}]}],"bodySite":[{"coding":[{"system":"https://s.test","code":"secret"}]}],"orderDetail":[{"coding":[{"code":"secret"}]}]}""", "ServiceRequest.reasonCode[0].coding[0].code", """ "subject":{"reference":"Patient/1"}} """)]
    [InlineData("what only that pointed to", """{"resourceType":"Observation","id":"1","contained":[{"resourceType":"Specimen","id":"s","note":[{"text":"secret"}]},{"resourceType":"Device","id":"d"}],"status":"final","code":{"text":"x"},"specimen":{"reference":"#s"},"device":{"reference":"#d"}}""", "Observation.specimen", """ "contained":[{"resourceType":"Device","id":"d"}] """)]
    [InlineData("what points to what is gone", """{"resourceType":"Observation","id":"1","contained":[{"resourceType":"Specimen","id":"s","note":[{"text":"secret"}]}],"status":"final","code":{"text":"x"},"specimen":{"reference":"#s","display":"the sample"}}""", "Observation.contained[0]", """ "code":{"text":"x"}} """)]
    [InlineData("a part of a contained resource", """{"resourceType":"Observation","id":"1","contained":[{"resourceType":"Specimen","id":"s","receivedTime":"2026-01-01","type":{"text":"secret"},"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">secret</div>"}}],"status":"final","code":{"text":"x"},"specimen":{"reference":"#s"}}""", "Observation.contained[0].type", """ "contained":[{"resourceType":"Specimen","id":"s","receivedTime":"2026-01-01"}] """)]
    public void What_is_taken_out_leaves_a_sound_resource_without_a_word_of_it(string what, string json, string path, string expected)
    {
        var left = Redactor.Without(Samples.Read(json), [path]);
        left.Should().NotBeNull(what);
        Samples.Text(left!.Resource).Should().Contain(expected.Trim()).And.Contain("REDACTED").And.NotContain("secret");
        BaseRules.Errors(left.Resource).Should().BeEmpty();
    }

    [Fact]
    public void Short_words_count_by_themselves_and_longer_ones_anywhere()
    {
        var given = Samples.Read("""{"resourceType":"Appointment","id":"1","status":"booked","specialty":[{"text":"HIV"},{"text":"Harbour"}],"description":"HIVE of bees","start":"2026-01-01T10:00:00Z","end":"2026-01-01T11:00:00Z","comment":"the harbourmaster","participant":[{"actor":{"reference":"Patient/1"},"status":"accepted"}]}""");
        Samples.Text(Redactor.Without(given, ["Appointment.specialty[0]"])!.Resource).Should().Contain("HIVE").And.Contain("harbourmaster");
        Samples.Text(Redactor.Without(given, ["Appointment.specialty[1]"])!.Resource).Should().Contain("HIVE").And.NotContain("harbourmaster");
    }

    [Fact]
    public void An_inline_label_goes_with_its_element_and_the_labels_of_the_whole_stay()
    {
        var given = Samples.Read("""
            {"resourceType":"Condition","id":"1","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]},"code":{"text":"x"},"subject":{"reference":"Patient/1"},
            "note":[{"extension":[{"url":"http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-inline-sec-label","valueCoding":{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"} }],"text":"closed"}]}
            """);
        var left = Samples.Text(Redactor.Without(given, ["Condition.note[0]"])!.Resource);
        left.Should().Contain("\"code\":\"R\"").And.Contain("REDACTED").And.NotContain("closed").And.NotContain("inline");
    }

    [Theory]
    [InlineData("Patient.name")]
    [InlineData("Flag.code[x]")]
    public void What_is_no_path_of_the_resource_is_a_fault_of_the_caller(string path) =>
        FluentActions.Invoking(() => Redactor.Without(Samples.Read("""{"resourceType":"Flag","id":"1","status":"active","code":{"text":"x"},"subject":{"reference":"Patient/1"}}"""), [path])).Should().Throw<ArgumentException>();
}
