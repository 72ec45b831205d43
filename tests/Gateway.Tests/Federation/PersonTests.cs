using Gateway.Sources;
using Gateway.Storage.Links;
using static Gateway.Tests.Federation.ScriptedFederation;

namespace Gateway.Tests.Federation;

public sealed class PersonTests
{
    private const string Stay = "42BT/2026/001020";

    [Fact]
    public async Task A_person_keeps_their_id_when_a_number_of_theirs_is_learnt()
    {
        var custody = Custody(_ => SourceAnswer.Of(SourceState.NothingKnown));
        await using var federation = await StartAsync(custody);

        var before = federation.PatientOf(custody, new SourceRecord { Locator = Stay, Bundle = Record("""{"resourceType":"Patient"}""") });
        var after = federation.PatientOf(custody, new SourceRecord { Locator = Stay, Bundle = Detained($$"""{"system":"{{Pnc}}","value":"2013/0100039K"}""") });

        after.Should().Be(before);
    }

    [Fact]
    public async Task A_reference_in_meta_keeps_no_record_from_being_read()
    {
        var custody = Custody(_ => SourceAnswer.Of(SourceState.NothingKnown));
        await using var federation = await StartAsync(custody);

        var id = federation.PatientOf(custody, new SourceRecord { Locator = Stay, Bundle = Record("""{"resourceType":"Patient","meta":{"extension":[{"url":"urn:x","valueReference":{"reference":"Organization/1"}}],"source":"urn:s#1"}}""") });

        id.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_number_that_a_source_has_taken_back_joins_nobody_any_more()
    {
        var other = new ScriptedSource(2, "trust", ["Patient", "Flag"], [Nhs], _ => ScriptedSource.Answer("g9991001832", Record(
            $$"""{"resourceType":"Patient","id":"a","identifier":[{{Verified("9991001832")}}] }""", """{"resourceType":"Flag","status":"active","code":{"text":"x"},"subject":{"reference":"Patient/a"}}""")));
        var custody = Custody(_ => ScriptedSource.Answer(Stay, Detained("""{"system":"urn:x","value":"1"}""")));
        await using var federation = await StartAsync(custody, other);
        var patient = federation.PatientOf(custody, new SourceRecord { Locator = Stay, Bundle = Detained("""{"system":"urn:x","value":"1"}""") });
        await federation.Links.PutAsync(new LinkedRecord { Source = "custody", Patient = patient, Identifiers = [new LinkIdentifier(Nhs, "9991001832", true), new LinkIdentifier(CustodyNumber, Stay, true)] });

        var found = await federation.SearchAsync("Flag", $"patient.identifier={CustodyNumber}|{Stay}");

        found.Result.Matches.Should().ContainSingle().Which.Resource["code"].Single().ChildText("text").Should().Be("custody");
    }

    [Fact]
    public async Task A_source_is_asked_again_by_the_numbers_that_others_told_and_by_those_alone()
    {
        var trust = new ScriptedSource(2, "trust", ["Patient", "Flag"], [Nhs, Pnc], _ => ScriptedSource.Answer("g9991001832", Record(
            $$"""{"resourceType":"Patient","id":"a","identifier":[{{Verified("9991001832")}},{"system":"{{Pnc}}","value":"2013/0100039K"}] }""")));
        var police = new ScriptedSource(3, "police", ["Patient", "Flag"], [Nhs, Pnc], s => s.Persons.Any(p => p.System == Pnc) ? ScriptedSource.Answer("p1", Record(
            $$"""{"resourceType":"Patient","id":"b","identifier":[{"system":"{{Pnc}}","value":"2013/0100039K"}] }""", """{"resourceType":"Flag","status":"active","code":{"text":"police"},"subject":{"reference":"Patient/b"}}""")) : SourceAnswer.Of(SourceState.NothingKnown));
        await using var federation = await StartAsync(trust, police);

        var found = await federation.SearchAsync("Flag", $"patient.identifier={Nhs}|9991001832");

        found.Result.Matches.Should().ContainSingle();
        police.Asked.Select(a => string.Join(' ', a.Persons.Select(p => p.Value))).Should().Equal("9991001832", "2013/0100039K");
        trust.Asked.Should().ContainSingle();
    }

    [Fact]
    public async Task A_source_is_asked_at_once_by_what_the_search_names_and_by_what_only_the_link_index_knows()
    {
        const string Cro = "https://health-justice.example/id/cro";
        var trust = new ScriptedSource(2, "trust", ["Patient", "Flag"], [Nhs, Pnc], _ => SourceAnswer.Of(SourceState.NothingKnown));
        var police = new ScriptedSource(3, "police", ["Patient", "Flag"], [Nhs, Pnc, Cro], s => s.Persons.Any(p => p.System == Nhs) ? ScriptedSource.Answer("n1", Record(
            $$"""{"resourceType":"Patient","id":"b","identifier":[{{Verified("9991001832")}},{"system":"{{Cro}}","value":"1/26"}] }""")) : SourceAnswer.Of(SourceState.NothingKnown));
        await using var federation = await StartAsync(trust, police);
        await federation.Links.PutAsync(new LinkedRecord { Source = "trust", Patient = "t1", Identifiers = [new LinkIdentifier(Nhs, "9991001832", true), new LinkIdentifier(Pnc, "2013/0100039K", true)] });
        await federation.Links.PutAsync(new LinkedRecord { Source = "police", Patient = "p1", Identifiers = [new LinkIdentifier(Nhs, "9991001832", true), new LinkIdentifier(Cro, "1/26", false)] });

        await federation.SearchAsync("Flag", $"patient.identifier={Nhs}|9991001832");

        police.Asked.Select(a => string.Join(' ', a.Persons.Select(p => p.Value))).Should().Equal("9991001832", "2013/0100039K");
        trust.Asked.Select(a => string.Join(' ', a.Persons.Select(p => p.Value))).Should().Equal(["9991001832", "2013/0100039K"], "what the index knows of its record it does not tell of any more, so that it is asked by that too");
    }

    private static ScriptedSource Custody(Func<SourceSearch, SourceAnswer> answer) => new(1, "custody", ["Patient", "Encounter", "Flag"], [CustodyNumber], answer);

    private static Gateway.Fhir.Elements.Element Detained(string identifier) => RecordWith($$"""{"resourceType":"Patient","identifier":[{{identifier}}]}""");

    private static Gateway.Fhir.Elements.Element RecordWith(string patient) => Gateway.Fhir.Json.FhirJson.Read(System.Text.Encoding.UTF8.GetBytes($$"""
        {"resourceType":"Bundle","type":"collection","entry":[
          {"fullUrl":"urn:uuid:11111111-1111-4111-8111-111111111111","resource":{{patient}}},
          {"fullUrl":"urn:uuid:22222222-2222-4222-8222-222222222222","resource":{"resourceType":"Encounter","status":"in-progress","class":{"code":"IMP"},"identifier":[{"system":"{{CustodyNumber}}","value":"{{Stay}}"}],"subject":{"reference":"urn:uuid:11111111-1111-4111-8111-111111111111"} } },
          {"fullUrl":"urn:uuid:33333333-3333-4333-8333-333333333333","resource":{"resourceType":"Flag","status":"active","code":{"text":"custody"},"subject":{"reference":"urn:uuid:11111111-1111-4111-8111-111111111111"} } }]}
        """)).Root;

    private static string Verified(string number) => $$"""
        {"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus","valueCodeableConcept":{"coding":[{"code":"01"}]} }],"system":"{{Nhs}}","value":"{{number}}"}
        """;
}
