using System.Text.Json.Nodes;
using Gateway.Fhir.Json;
using Gateway.Fhir.Validation;

namespace Gateway.Access.Tests.Redaction;

public sealed class CustodyActionableTests
{
    public static TheoryData<string> Kinds() => [.. Samples.Seen.Keys];

    [Theory]
    [InlineData("outcome-of-a-request", "HealthRequestOutcome", "fit-with-conditions.input.json")]
    [InlineData("every-risk", "HealthRequestOutcome", "every-risk.input.json")]
    [InlineData("visit", "HealthRequestAttendance", "finished.input.json")]
    [InlineData("rejected-request", "HealthRequestAcknowledgement", "rejected.input.json")]
    [InlineData("request-as-custody-made-it", "HealthRequest", "full.expected.json")]
    [InlineData("custody-record", "CustodyRecord", "charged.expected.json")]
    public void A_case_shows_what_is_due(string name, string map, string input)
    {
        var seen = FhirJson.ToText(Custody.Apply(Samples.Read(System.IO.File.ReadAllText(Samples.MapCase(map, input))))!.Value, isIndented: true);
        var expected = Path.Combine(Samples.Folder, $"{name}.expected.json");
        if (Environment.GetEnvironmentVariable("GATEWAY_WRITE_CASES") == "1")
            System.IO.File.WriteAllText(expected, $"{seen}\n");
        JsonNode.DeepEquals(JsonNode.Parse(seen), JsonNode.Parse(System.IO.File.ReadAllText(expected))).Should().BeTrue("this is not what police may see:\n{0}", seen);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_seen_keeps_the_rules_of_the_standard_and_is_marked(string kind)
    {
        var seen = Custody.Apply(Samples.Read(Samples.Seen[kind]));
        seen.Should().NotBeNull();
        BaseRules.Check(seen!.Value).Where(f => !f.IsWarning).Should().BeEmpty();
        Samples.Text(seen).Should().Contain("""
            "meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"REDACTED","display":"redacted"}]}
            """.Trim());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Seen_twice_is_seen_once(string kind)
    {
        var seen = Custody.Apply(Samples.Read(Samples.Seen[kind]));
        Samples.Text(Custody.Apply(seen!.Value)).Should().Be(Samples.Text(seen));
    }

    [Theory]
    [InlineData("Condition", """{"resourceType":"Condition","id":"1","code":{"text":"Depression"},"subject":{"reference":"Patient/p1"}}""")]
    [InlineData("a medicine taken", """{"resourceType":"MedicationStatement","id":"1","status":"active","medicationCodeableConcept":{"text":"Sertraline"},"subject":{"reference":"Patient/p1"}}""")]
    [InlineData("a note", """{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Clinical note"},"valueString":"Says that"}""")]
    [InlineData("a code for police beside a result", """{"resourceType":"Observation","id":"1","status":"final","code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"fit-to-detain"}]},"valueString":"Unfit because of psychosis"}""")]
    [InlineData("a fitness without a judgement", """{"resourceType":"Observation","id":"1","status":"final","code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"fit-to-detain"}]}}""")]
    [InlineData("a condition that cannot be shown", """{"resourceType":"Observation","id":"1","status":"final","code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"fit-to-detain"}]},"valueCodeableConcept":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/fitness-decision","code":"fit-with-conditions"}]},"component":[{"code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"condition"}]},"valueCodeableConcept":{"text":"Only with a nurse"}}]}""")]
    [InlineData("an offence", """{"resourceType":"Observation","id":"1","status":"final","code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-event","code":"charge"}]},"valueCodeableConcept":{"text":"Theft"}}""")]
    [InlineData("a flag that is not listed", """{"resourceType":"Flag","id":"1","status":"active","code":{"coding":[{"system":"http://snomed.info/sct","code":"35489007"}]},"subject":{"reference":"Patient/p1"}}""")]
    [InlineData("a listed code of another system", """{"resourceType":"Flag","id":"1","status":"active","code":{"coding":[{"system":"https://other.test","code":"84757009"}]},"subject":{"reference":"Patient/p1"}}""")]
    [InlineData("a flag in words", """{"resourceType":"Flag","id":"1","status":"active","code":{"text":"Self-harm"},"subject":{"reference":"Patient/p1"}}""")]
    [InlineData("a flag that is over", """{"resourceType":"Flag","id":"1","status":"inactive","code":{"coding":[{"system":"http://snomed.info/sct","code":"84757009"}]},"subject":{"reference":"Patient/p1"}}""")]
    [InlineData("a medicine that is not due", """{"resourceType":"MedicationRequest","id":"1","status":"active","intent":"order","medicationCodeableConcept":{"text":"Sertraline"},"subject":{"reference":"Patient/p1"},"dosageInstruction":[{"text":"daily"}]}""")]
    [InlineData("a medicine that was stopped", """{"resourceType":"MedicationRequest","id":"1","status":"stopped","intent":"order","medicationCodeableConcept":{"text":"Sertraline"},"subject":{"reference":"Patient/p1"},"dosageInstruction":[{"timing":{"event":["2026-07-04"]}}]}""")]
    [InlineData("a medicine without a name", """{"resourceType":"MedicationRequest","id":"1","status":"active","intent":"order","medicationReference":{"reference":"Medication/1"},"subject":{"reference":"Patient/p1"},"dosageInstruction":[{"timing":{"event":["2026-07-04"]}}]}""")]
    [InlineData("the referral of another service", """{"resourceType":"Task","id":"1","status":"requested","intent":"order","code":{"text":"Substance misuse"}}""")]
    [InlineData("the request of another service", """{"resourceType":"ServiceRequest","id":"1","identifier":[{"system":"https://health-justice.example/id/case-system/referral","value":"R-1"}],"status":"active","intent":"order","subject":{"reference":"Patient/p1"}}""")]
    [InlineData("a stay in hospital", """{"resourceType":"Encounter","id":"1","status":"finished","class":{"code":"IMP"},"partOf":{"reference":"Encounter/e1"}}""")]
    [InlineData("a person whom police do not know", """{"resourceType":"Patient","id":"1","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990001006"}],"name":[{"family":"Marlowe"}]}""")]
    [InlineData("a document", """{"resourceType":"Bundle","id":"1","type":"document"}""")]
    [InlineData("a file", """{"resourceType":"Binary","id":"1","contentType":"application/pdf","data":"AAAA"}""")]
    [InlineData("rules that are not known", """{"resourceType":"Organization","id":"1","implicitRules":"https://rules.test","identifier":[{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"R1L"}],"name":"A trust"}""")]
    public void What_is_not_for_police_is_not_shown(string what, string json) => Custody.Apply(Samples.Read(json)).Should().BeNull(what);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_modifier_withholds_the_whole(string kind)
    {
        if (kind is "OperationOutcome" or "Parameters" or "Bundle")
            return;
        var draft = Samples.Read(Samples.Seen[kind]).Edit();
        draft.Add("modifierExtension").AddText("url", "https://not.known").AddText("valueBoolean", "true");
        Custody.Apply(draft.Build()).Should().BeNull();
    }

    [Fact]
    public void Entries_are_judged_one_by_one_and_not_counted()
    {
        var bundle = Samples.Read($$$"""
            {"resourceType":"Bundle","type":"searchset","total":3,"link":[{"relation":"next","url":"https://gateway.test/fhir?page=abc"}],"entry":[
            {"fullUrl":"https://gateway.test/fhir/Flag/f1","resource":{{{Samples.Seen["Flag"]}}},"search":{"mode":"match"}},
            {"fullUrl":"https://gateway.test/fhir/Condition/c1","resource":{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"}},"search":{"mode":"match"}},
            {"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational","details":{"text":"Trust R1L: answered"}},{"severity":"warning","code":"timeout","diagnostics":"Community provider"},{"severity":"warning","code":"timeout"}]},"search":{"mode":"outcome"}}]}
            """);
        var seen = Custody.Apply(bundle)!.Value;
        seen["total"].Should().BeEmpty();
        seen["entry"].Select(e => e["resource"].Single().Type.Name).Should().Equal("Flag", "OperationOutcome");
        seen["entry"].Select(e => e["search"].Single().ChildText("mode")).Should().Equal("match", "outcome");
        Samples.Text(seen).Should().Contain("""
            "issue":[{"severity":"warning","code":"timeout"}]
            """.Trim()).And.NotContain("R1L").And.NotContain("Community").And.NotContain("Condition");
        BaseRules.Check(seen).Where(f => !f.IsWarning).Should().BeEmpty();
    }

    [Fact]
    public void An_answer_that_is_not_shown_keeps_its_place()
    {
        var seen = Custody.Apply(Samples.Read($$$"""
            {"resourceType":"Bundle","type":"batch-response","entry":[{"response":{"status":"200 OK","etag":"W/\"1\""},"resource":{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"} } },{"response":{"status":"200"},"resource":{{{Samples.Seen["Watch"]}}} }]}
            """))!.Value;
        seen["entry"].Select(e => (e["response"].Single().ChildText("status"), e["resource"].Any())).Should().Equal(("200", false), ("200", true));
    }

    [Fact]
    public void A_required_element_that_is_not_shown_is_said_to_be_masked()
    {
        var seen = Custody.Apply(Samples.Read(Samples.Seen["Flag"].Replace("Patient/p1", "https://trust.test/Patient/9990001006", StringComparison.Ordinal)));
        Samples.Text(seen).Should().Contain("""
            "subject":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}
            """.Trim());
    }

    [Fact]
    public void What_a_dose_is_needed_for_is_not_said_but_that_it_is_taken_as_needed_is()
    {
        var seen = Custody.Apply(Samples.Read(Samples.Seen["MedicationRequest"].Replace("\"asNeededBoolean\":false", "\"asNeededCodeableConcept\":{\"text\":\"panic attacks\"}", StringComparison.Ordinal)));
        Samples.Text(seen).Should().Contain("\"asNeededBoolean\":true").And.NotContain("panic");
    }

    [Fact]
    public void Risks_are_those_of_the_ConceptMap_in_the_words_of_custody()
    {
        var map = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(TestFolders.Repository, "mappings", "custody", "ConceptMap-custody-risk.json")))!;
        var risks = File("custody-actionable")["translations"]!["risk"]!.AsObject();
        risks.Where(r => r.Key != "to").SelectMany(r => r.Value!.AsObject().Select(c => (r.Key, c.Key, (string)c.Value!))).Should().BeEquivalentTo(
            map["group"]!.AsArray().SelectMany(g => g!["element"]!.AsArray().Select(e => ((string)g["source"]!, (string)e!["code"]!, (string)e["target"]![0]!["code"]!))));
    }

    [Fact]
    public void Codes_are_those_of_the_code_systems()
    {
        Concepts("observation-level").Should().BeEquivalentTo(Listed("watch-level"));
        Concepts("fitness-decision").Should().BeEquivalentTo(Listed("fitness-decision"));
        Concepts("outcome").Should().BeEquivalentTo(Listed("outcome"));
        Concepts("custody-assessment").Should().BeEquivalentTo([.. Listed("fitness"), .. Listed("watch"), .. Listed("fitness-condition"), .. Listed("fitness-review")]);
    }

    private static IEnumerable<string> Listed(string list) => File("shared")["lists"]![list]!.AsObject().SelectMany(s => s.Value!.AsArray().Select(c => (string)c!));

    private static JsonNode File(string name) => JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Projections.Folder, $"{name}.json")))!;

    private static IEnumerable<string> Concepts(string system) =>
        JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(TestFolders.Repository, "profiles", "codesystems", $"CodeSystem-{system}.json")))!["concept"]!.AsArray().Select(c => (string)c!["code"]!);
}
