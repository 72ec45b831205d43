using System.Net;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Operations;

/// <summary>What is asked of definitions: codes, value sets, ConceptMaps, maps, profiles. They tell of nobody, and a no is never the same as not knowing.</summary>
public sealed class DefinitionTests(SharedDemo shared) : IClassFixture<SharedDemo>
{
    private const string Gender = "http://hl7.org/fhir/administrative-gender";
    private const string Genders = "http://hl7.org/fhir/ValueSet/administrative-gender";
    private const string Acts = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private const string Purposes = "https://health-justice.example/fhir/CodeSystem/purpose-of-use";
    private const string Steps = "https://health-justice.example/fhir/ConceptMap/bars-request-task";

    [Theory]
    [InlineData("CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender&code=male", "display", "Male")]
    [InlineData("CodeSystem/$lookup?system=https://health-justice.example/fhir/CodeSystem/gateway-task&code=emergency-access", "display", "Access in an emergency")]
    [InlineData("CodeSystem/$validate-code?url=http://hl7.org/fhir/administrative-gender&code=male", "result", "true")]
    [InlineData("CodeSystem/gateway-task/$validate-code?code=emergency-access", "result", "true")]
    [InlineData("CodeSystem/gateway-task/$validate-code?code=another", "result", "false")]
    [InlineData("CodeSystem/$validate-code?url=http://hl7.org/fhir/administrative-gender&code=man", "result", "false")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&system=http://hl7.org/fhir/administrative-gender&code=male", "result", "true")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&system=http://hl7.org/fhir/administrative-gender&code=male&display=%20male", "result", "true")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&system=http://hl7.org/fhir/administrative-gender&code=male&display=Masculine", "result", "false")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&system=http://hl7.org/fhir/administrative-gender&code=man", "result", "false")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&system=urn:other&code=male", "result", "false")]
    [InlineData("CodeSystem/$subsumes?system=http://terminology.hl7.org/CodeSystem/v3-ActCode&codeA=IMP&codeB=ACUTE", "outcome", "subsumes")]
    [InlineData("CodeSystem/$subsumes?system=http://terminology.hl7.org/CodeSystem/v3-ActCode&codeA=ACUTE&codeB=IMP", "outcome", "subsumed-by")]
    [InlineData("CodeSystem/$subsumes?system=http://terminology.hl7.org/CodeSystem/v3-ActCode&codeA=IMP&codeB=IMP", "outcome", "equivalent")]
    [InlineData("CodeSystem/$subsumes?system=http://terminology.hl7.org/CodeSystem/v3-ActCode&codeA=IMP&codeB=AMB", "outcome", "not-subsumed")]
    [InlineData("CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender&version=4.0.1&code=male", "display", "Male")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&valueSetVersion=4.0.1&system=http://hl7.org/fhir/administrative-gender&systemVersion=4.0.1&code=male", "result", "true")]
    [InlineData("ConceptMap/$translate?url=https://health-justice.example/fhir/ConceptMap/bars-request-task&system=http://hl7.org/fhir/request-status&code=revoked", "result", "true")]
    [InlineData("ConceptMap/bars-request-task/$translate?system=http://hl7.org/fhir/request-status&code=revoked", "result", "true")]
    [InlineData("ConceptMap/bars-request-task/$translate?system=http://hl7.org/fhir/request-status&code=on-hold", "result", "false")]
    public async Task What_is_loaded_is_answered(string asked, string name, string text)
    {
        var answer = await AskAsync(asked);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        Value(answer, name).Should().Be(text);
    }

    [Theory]
    [InlineData("CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender&code=man", 404, "code-invalid")]
    [InlineData("CodeSystem/$lookup?system=http://snomed.info/sct&code=38341003", 422, "not-supported")]
    [InlineData("CodeSystem/$validate-code?url=http://snomed.info/sct&code=38341003", 422, "not-supported")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/condition-code&system=http://snomed.info/sct&code=38341003", 422, "not-supported")]
    [InlineData("ValueSet/$validate-code?url=urn:nobody-has-it&system=urn:a&code=b", 404, "not-found")]
    [InlineData("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/condition-code", 422, "not-supported")]
    [InlineData("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/mimetypes", 422, "too-costly")]
    [InlineData("ValueSet/$expand?url=urn:nobody-has-it", 404, "not-found")]
    [InlineData("ValueSet/nobody-has-it/$expand", 404, "not-found")]
    [InlineData("CodeSystem/$subsumes?system=http://snomed.info/sct&codeA=1&codeB=2", 422, "not-supported")]
    [InlineData("CodeSystem/$subsumes?system=http://hl7.org/fhir/administrative-gender&codeA=male&codeB=man", 404, "code-invalid")]
    [InlineData("ConceptMap/$translate?url=urn:nobody-has-it&system=urn:a&code=b", 404, "not-found")]
    [InlineData("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender|9", 404, "not-found")]
    [InlineData("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender&valueSetVersion=9", 404, "not-found")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&valueSetVersion=9&system=http://hl7.org/fhir/administrative-gender&code=male", 404, "not-found")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&system=http://hl7.org/fhir/administrative-gender&systemVersion=9&code=male", 422, "not-supported")]
    [InlineData("CodeSystem/$validate-code?url=http://hl7.org/fhir/administrative-gender&version=9&code=male", 422, "not-supported")]
    [InlineData("CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender&version=9&code=male", 422, "not-supported")]
    [InlineData("CodeSystem/$subsumes?system=http://terminology.hl7.org/CodeSystem/v3-ActCode&version=9&codeA=IMP&codeB=ACUTE", 422, "not-supported")]
    public async Task What_cannot_be_told_looks_like_no_answer_that_could_be_a_no(string asked, int status, string issue)
    {
        var answer = await AskAsync(asked);
        ((int)answer.Status).Should().Be(status, answer.Text);
        answer.Resource["issue"].First().ChildText("code").Should().Be(issue);
    }

    [Theory]
    [InlineData("ValueSet/$expand", "url")]
    [InlineData("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender&count=many", "count")]
    [InlineData("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender&displayLanguage=fr", "displayLanguage")]
    [InlineData("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender&url=urn:b", "url")]
    [InlineData("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender&colour=red", "colour")]
    [InlineData("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender&activeOnly=perhaps", "activeOnly")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&code=male", "system")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender", "code")]
    [InlineData("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&coding=male", "coding")]
    [InlineData("CodeSystem/$lookup?code=male", "system")]
    [InlineData("CodeSystem/$subsumes?system=http://hl7.org/fhir/administrative-gender&codeA=male", "codeB")]
    public async Task A_parameter_that_is_wrong_is_named(string asked, string parameter)
    {
        var answer = await AskAsync(asked);
        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.Text.Should().Contain(parameter);
    }

    [Fact]
    public async Task A_value_set_is_expanded_page_by_page_and_by_words()
    {
        var all = await AskAsync($"ValueSet/$expand?url={Genders}");
        Codes(all).Should().BeEquivalentTo("male", "female", "other", "unknown");
        Codes(await AskAsync($"ValueSet/$expand?url={Genders}&filter=ma")).Should().BeEquivalentTo("male", "female");
        var page = await AskAsync($"ValueSet/$expand?url={Genders}&offset=1&count=2");
        Codes(page).Should().Equal(Codes(all).Skip(1).Take(2));
        page.Resource["expansion"].First().ChildText("total").Should().Be("4");
        (await AskAsync($"ValueSet/$expand?url={Genders}&count=0")).Resource["expansion"].First().ChildText("total").Should().Be("4");
    }

    [Theory]
    [InlineData("application/fhir+json")]
    [InlineData("application/fhir+xml")]
    public async Task What_is_posted_is_asked_the_same(string type)
    {
        var isXml = type.EndsWith("xml", StringComparison.Ordinal);
        var asked = isXml
            ? $"""<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="url"/><valueUri value="{Genders}"/></parameter><parameter><name value="coding"/><valueCoding><system value="{Gender}"/><code value="female"/></valueCoding></parameter></Parameters>"""
            : $$$"""{"resourceType":"Parameters","parameter":[{"name":"url","valueUri":"{{{Genders}}}"},{"name":"coding","valueCoding":{"system":"{{{Gender}}}","code":"female"}}]}""";
        var answer = await PostAsync("ValueSet/$validate-code", asked, type);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        Value(answer, "result").Should().Be("true");
    }

    [Fact]
    public async Task A_value_set_that_the_caller_brings_is_expanded_and_asked()
    {
        var set = $$$"""{"resourceType":"ValueSet","status":"draft","compose":{"include":[{"system":"{{{Purposes}}}"}],"exclude":[{"system":"{{{Purposes}}}","concept":[{"code":"court-report"}]}]}}""";
        var expanded = await PostAsync("ValueSet/$expand?filter=court", set);
        expanded.Status.Should().Be(HttpStatusCode.OK, expanded.Text);
        Codes(expanded).Should().Contain("court-results").And.NotContain("court-report");
        (await PostAsync("ValueSet/$validate-code", $$"""{"resourceType":"Parameters","parameter":[{"name":"valueSet","resource":{{set}}},{"name":"code","valueCode":"court-report"},{"name":"system","valueUri":"{{Purposes}}"}]}""") is var answer ? Value(answer, "result") : "").Should().Be("false");

        // SNOMED CT is nobody's to list here.
        (await PostAsync("ValueSet/$expand", """{"resourceType":"ValueSet","status":"draft","compose":{"include":[{"system":"http://snomed.info/sct"}]}}""")).Resource["issue"].First().ChildText("code").Should().Be("not-supported");
    }

    [Fact]
    public async Task A_CodeableConcept_is_in_a_value_set_when_one_of_its_codings_is()
    {
        string Asked(string code, string system) => $$$"""{"resourceType":"Parameters","parameter":[{"name":"url","valueUri":"{{{Genders}}}"},{"name":"codeableConcept","valueCodeableConcept":{"coding":[{"system":"urn:other","code":"x"},{"system":"{{{system}}}","code":"{{{code}}}"}]}}]}""";
        Value(await PostAsync("ValueSet/$validate-code", Asked("male", Gender)), "result").Should().Be("true");
        Value(await PostAsync("ValueSet/$validate-code", Asked("man", Gender)), "result").Should().Be("false");
    }

    [Theory]
    [InlineData("OperationDefinition/medication-history")]
    [InlineData("OperationDefinition/emergency-access")]
    [InlineData("StructureDefinition/as-of")]
    [InlineData("StructureMap/BarsReferralFromMessage")]
    [InlineData("CodeSystem/gateway-task")]
    [InlineData("ConceptMap/bars-request-task")]
    [InlineData("SearchParameter/legal-status")]
    public async Task A_definition_that_is_loaded_is_read_and_found_by_its_canonical_address_and_is_valid(string address)
    {
        var read = await AskAsync(address, DemoClients.Administrator);
        read.Status.Should().Be(HttpStatusCode.OK, read.Text);
        var url = read.Resource.ChildText("url")!;
        var found = await AskAsync($"{address.Split('/')[0]}?url={Uri.EscapeDataString(url)}", DemoClients.Administrator);
        found.Found.Of(address.Split('/')[0]).Should().ContainSingle().Which.ChildText("id").Should().Be(address.Split('/')[1]);
        var judged = await PostAsync($"{address.Split('/')[0]}/$validate", read.Text);
        judged.Resource["issue"].Where(i => i.ChildText("severity") == "error").Select(i => i.ChildText("diagnostics")).Should().BeEmpty();
    }

    [Fact]
    public async Task Every_operation_of_ours_has_its_definition()
    {
        var statement = (await AskAsync("metadata", null)).Resource;
        var own = statement["rest"].SelectMany(r => r["operation"].Concat(r["resource"].SelectMany(x => x["operation"]))).Select(o => o.ChildText("definition")!).Where(d => d.StartsWith("https://health-justice.example/", StringComparison.Ordinal)).Distinct().ToList();
        own.Should().NotBeEmpty();
        foreach (var definition in own)
            (await AskAsync(definition["https://health-justice.example/fhir/".Length..], DemoClients.Administrator)).Resource.ChildText("url").Should().Be(definition);
    }

    [Fact]
    public async Task A_definition_that_is_loaded_is_changed_in_its_file_alone()
    {
        var read = await AskAsync("CodeSystem/gateway-task", DemoClients.RecordKeeper);
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
            (await shared.Demo.AskAsync(DemoClients.RecordKeeper, "fhir/CodeSystem/gateway-task", method, r => Recorded.Put(r, read.Text))).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Who_may_not_read_definitions_is_refused_and_asks_about_codes_all_the_same()
    {
        (await AskAsync("StructureDefinition/detainee", DemoClients.CustodySystem)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await AskAsync($"CodeSystem/$lookup?system={Acts}&code=IMP", DemoClients.CustodySystem)).Status.Should().Be(HttpStatusCode.OK);
        (await AskAsync($"CodeSystem/$lookup?system={Acts}&code=IMP", null)).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Patient/$validate", """{"resourceType":"Patient","gender":"male"}""", null)]
    [InlineData("Patient/$validate", """{"resourceType":"Patient","gender":"man"}""", "Patient.gender")]
    [InlineData("Patient/$validate", """{"resourceType":"Patient","colour":"red"}""", "Patient.colour")]
    [InlineData("Patient/$validate", """{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient","gender":"man"}}]}""", "Patient.gender")]
    [InlineData("Patient/$validate", """{"resourceType":"Observation","status":"final","code":{"text":"x"}}""", "Observation")]
    [InlineData("Patient/$validate?mode=update", """{"resourceType":"Patient"}""", "Patient.id")]
    [InlineData("Patient/1/$validate?mode=update", """{"resourceType":"Patient","id":"2"}""", "Patient.id")]
    [InlineData("Patient/$validate?profile=https://health-justice.example/fhir/StructureDefinition/detainee", """{"resourceType":"Patient"}""", "Patient")]
    [InlineData("Patient/$validate?profile=http://hl7.org/fhir/StructureDefinition/Patient", """{"resourceType":"Patient","active":true}""", null)]
    [InlineData("Patient/$validate?profile=http://hl7.org/fhir/StructureDefinition/Patient|4.0.1", """{"resourceType":"Patient","active":true}""", null)]
    [InlineData("Patient/$validate?profile=http://hl7.org/fhir/StructureDefinition/Observation", """{"resourceType":"Patient","active":true}""", "Patient")]
    [InlineData("Patient/$validate?profile=urn:nobody-has-it", """{"resourceType":"Patient"}""", "Patient")]
    public async Task Content_is_judged_and_told_where_it_is_wrong(string address, string content, string? place)
    {
        var answer = await PostAsync(address, content);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        var errors = answer.Resource["issue"].Where(i => i.ChildText("severity") == "error").SelectMany(i => i["expression"]).Select(e => e.Text).ToList();
        if (place is null)
            answer.Resource["issue"].Where(i => i.ChildText("severity") == "error").Should().BeEmpty(answer.Text);
        else
            errors.Should().Contain(place, answer.Text);
    }

    [Theory]
    [InlineData("Patient/$validate", "{", 400)]
    [InlineData("Patient/$validate", """{"resourceType":"Parameters"}""", 400)]
    [InlineData("Patient/$validate?mode=delete", """{"resourceType":"Parameters"}""", 400)]
    [InlineData("Patient/$validate?mode=sometimes", """{"resourceType":"Patient"}""", 400)]
    [InlineData("Nonsense/$validate", """{"resourceType":"Patient"}""", 404)]
    [InlineData("Task/nobody-has-it/$validate?mode=delete", """{"resourceType":"Parameters"}""", 404)]
    public async Task A_validation_that_cannot_be_understood_is_refused(string address, string content, int status) =>
        ((int)(await PostAsync(address, content)).Status).Should().Be(status);

    [Fact]
    public async Task A_map_is_run_on_what_the_caller_brings()
    {
        var message = await File.ReadAllTextAsync(Path.Combine(TestFolders.Repository, "mappings/bars/cases/BarsReferralFromMessage/new-referral.input.json"));
        const string Map = "https://health-justice.example/fhir/StructureMap/BarsReferralFromMessage";
        var made = await PostAsync($"StructureMap/$transform?source={Map}", message, client: DemoClients.Administrator);
        made.Status.Should().Be(HttpStatusCode.OK, made.Text);
        made.Resource["entry"].SelectMany(e => e["resource"]).Select(r => r.Type.Name).Should().Contain("Task");
        var wrapped = await PostAsync("StructureMap/BarsReferralFromMessage/$transform", $$"""{"resourceType":"Parameters","parameter":[{"name":"content","resource":{{message}}}]}""", client: DemoClients.Administrator);
        wrapped.Status.Should().Be(HttpStatusCode.OK, wrapped.Text);

        (await PostAsync($"StructureMap/$transform?source={Map}", """{"resourceType":"Bundle","type":"message"}""", client: DemoClients.Administrator)).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await PostAsync("StructureMap/$transform?source=urn:nobody-has-it", message, client: DemoClients.Administrator)).Status.Should().Be(HttpStatusCode.NotFound);
        (await PostAsync("StructureMap/$transform", message, client: DemoClients.Administrator)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await PostAsync($"StructureMap/$transform?source={Map}", message)).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_record_of_another_system_is_mapped_from_its_own_format()
    {
        var file = Directory.EnumerateFiles(Path.Combine(TestFolders.Repository, "mappings/custody/cases"), "*.input.xml", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.Combine(TestFolders.Repository, "mappings/custody/cases"), "*.input.json", SearchOption.AllDirectories))
            .Where(f => File.Exists(f.Replace(".input.xml", ".expected.json", StringComparison.Ordinal).Replace(".input.json", ".expected.json", StringComparison.Ordinal))).Order(StringComparer.Ordinal).First();
        var map = Path.GetFileName(Path.GetDirectoryName(file)!);
        var made = await PostAsync($"StructureMap/{map}/$transform", await File.ReadAllTextAsync(file), file.EndsWith(".xml", StringComparison.Ordinal) ? "application/xml" : "application/json", DemoClients.Administrator);
        made.Status.Should().Be(HttpStatusCode.OK, made.Text);
    }

    [Fact]
    public async Task A_code_becomes_what_the_ConceptMap_says_and_back()
    {
        var answer = await AskAsync($"ConceptMap/$translate?url={Steps}&system=http://hl7.org/fhir/task-status&code=cancelled&reverse=true");
        answer.Resource["parameter"].Where(p => p.ChildText("name") == "match").SelectMany(m => m["part"]).Where(p => p.ChildText("name") == "concept").SelectMany(c => c["value"]).Select(c => c.ChildText("code")).Should().Equal("revoked");
    }

    private static string? Value(Answer answer, string name) => answer.Resource["parameter"].Where(p => p.ChildText("name") == name).SelectMany(p => p["value"]).Select(v => v.Text).FirstOrDefault();

    private static List<string> Codes(Answer answer) => [.. answer.Resource["expansion"].SelectMany(e => e["contains"]).Select(c => c.ChildText("code")!)];

    private Task<Answer> AskAsync(string path, string? client = DemoClients.TrustClinician) => shared.Demo.AskAsync(client, $"fhir/{path}");

    private Task<Answer> PostAsync(string path, string content, string type = "application/fhir+json", string client = DemoClients.CustodySystem) =>
        shared.Demo.AskAsync(client, $"fhir/{path}", HttpMethod.Post, r => Recorded.Put(r, content, type));
}
