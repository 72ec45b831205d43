using Gateway.Access.Consents;
using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Labels;
using static Gateway.Access.Tests.Asked;
using static Gateway.Access.Tests.Decisions.Deciding;

namespace Gateway.Access.Tests.Decisions;

/// <summary>Whose consents count, how they are combined, and what holds where none does.</summary>
public sealed class PersonTests
{
    private const string Permit = """{"type":"permit"}""";
    private const string Deny = """{"type":"deny"}""";

    [Theory]
    [InlineData("""{"reference":"Patient/1"}""", Verdict.Deny)]
    [InlineData("""{"reference":"https://elsewhere.example/fhir/Patient/1/_history/2"}""", Verdict.Deny)]
    [InlineData("""{"reference":"Patient/1a"}""", Verdict.Deny)]
    [InlineData("""{"reference":"Patient/2"}""", Verdict.Permit)]
    [InlineData("""{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000001"}}""", Verdict.Deny)]
    [InlineData("""{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000002"}}""", Verdict.Permit)]
    public void A_refusal_counts_for_its_person_however_they_are_named(string subject, Verdict verdict) =>
        Judge($$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{{subject}} }""", consents: Given(["Patient/1", "Patient/1a", "https://fhir.nhs.uk/Id/nhs-number|9990000001"], Consent(Deny))).Verdict.Should().Be(verdict);

    [Theory]
    [InlineData("https://fhir.nhs.uk/Id/nhs-number", Verdict.Deny)]
    [InlineData("urn:x", Verdict.Permit)]
    public void A_consent_that_names_its_patient_by_number_is_that_patients(string system, Verdict verdict) =>
        Judge($$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"identifier":{"system":"{{system}}","value":"9990000001"} } }""",
            consents: Given([], Consent(Deny, """ "patient":{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000001"}} """))).Verdict.Should().Be(verdict);

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"1"}""", "Patient/1")]
    [InlineData("""{"resourceType":"Patient","identifier":[{"system":"urn:a","value":"1"},{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"2"}]}""", "https://fhir.nhs.uk/Id/nhs-number|2")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"contained":[{"resourceType":"Patient","id":"p"}],"subject":{"reference":"#p"}}""", "#p")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"urn:uuid:9b4b6d5c-0000-4000-8000-000000000001"}}""", "urn:uuid:9b4b6d5c-0000-4000-8000-000000000001")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Group/1"}}""", "")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"type":"Group","identifier":{"value":"1"}}}""", "")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/1"},"performer":[{"reference":"Patient/2"},{"reference":"Patient/1"}]}""", "Patient/1 Patient/2")]
    [InlineData("""{"resourceType":"Task","status":"requested","intent":"order","input":[{"type":{"text":"x"},"valueReference":{"reference":"Patient/3"}}]}""", "Patient/3")]
    public void Patients_are_found_wherever_they_stand(string resource, string patients) => string.Join(' ', Judge(resource).Patients).Should().Be(patients);

    [Fact]
    public void Every_patient_on_a_resource_must_permit_where_the_row_does_not()
    {
        var both = Observation(more: """ "performer":[{"reference":"Patient/2"}] """);
        var row = Row with { Implicit = Effect.Deny };
        var (mine, theirs) = (Consent(Permit), Consent(Permit, """ "id":"c2","patient":{"reference":"Patient/2"} """));

        Judge(both, row, consents: Given([], mine)).Verdict.Should().Be(Verdict.Deny);
        Judge(both, row, consents: Given([], mine, theirs)).Should().Match<Decided>(d => d.Verdict == Verdict.Permit && d.Consents.Count == 2);
        Judge(both, Row, consents: Given([], mine, theirs.Replace("permit", "deny", StringComparison.Ordinal))).Verdict.Should().Be(Verdict.Deny);
    }

    // A number that nobody has verified may be another's.
    [Theory]
    [InlineData(Deny, Effect.Permit, Verdict.Deny)]
    [InlineData(Permit, Effect.Deny, Verdict.Deny)]
    [InlineData(Permit, Effect.Permit, Verdict.Permit)]
    public void The_consents_of_whoever_has_a_number_that_a_record_claims_refuse_and_never_permit(string provision, Effect row, Verdict verdict)
    {
        var claimed = (ConsentReader.Read(Resource(Consent(provision, """ "patient":{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000001"}} """)), TimeZoneInfo.Utc), (IReadOnlySet<string>)new HashSet<string> { "Patient/1" });

        Judge(Observation(), Row with { Implicit = row }, consents: new PersonConsents([], [claimed])).Verdict.Should().Be(verdict);
        Judge(Observation(), Row with { Implicit = row }, consents: new PersonConsents([claimed])).Verdict.Should().Be(provision == Deny ? Verdict.Deny : Verdict.Permit);
    }

    [Theory]
    [InlineData(Effect.Permit, Verdict.Permit)]
    [InlineData(Effect.Deny, Verdict.Deny)]
    public void Where_no_consent_says_anything_the_row_decides(Effect @implicit, Verdict verdict)
    {
        Judge(Observation(), Row with { Implicit = @implicit }).Verdict.Should().Be(verdict);
        Judge("""{"resourceType":"Location","id":"l"}""", Row with { Implicit = @implicit }, consents: PersonConsents.Unanswerable).Verdict.Should().Be(verdict);
    }

    [Fact]
    public void While_nobody_can_tell_which_consents_there_are_no_patients_data_is_shown()
    {
        var decided = Judge(Observation(), consents: PersonConsents.Unanswerable);

        decided.Verdict.Should().Be(Verdict.Deny);
        decided.Reasons.Should().Contain(r => r.Step == "3");
    }

    [Fact]
    public void A_consent_of_another_purpose_time_or_person_says_nothing() => Judge(Observation(), Row with { Implicit = Effect.Deny }, consents: Given(
        Consent("""{"type":"permit","purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"ETREAT"}]}"""),
        Consent("""{"type":"permit","period":{"end":"2026-05-31"}}"""),
        Consent("""{"type":"permit","actor":[{"role":{"coding":[{"code":"IRCP"}]},"reference":{"reference":"Practitioner/other"}}]}"""))).Should().Match<Decided>(d => d.Verdict == Verdict.Deny && d.Consents.Count == 0);

    [Theory]
    [InlineData("R1L", "deny", Verdict.Deny)]
    [InlineData("RVN", "deny", Verdict.Permit)]
    [InlineData("QQQ", "deny", Verdict.Deny)]
    [InlineData("QQQ", "permit", Verdict.Deny)]
    [InlineData("R1L", "permit", Verdict.Permit)]
    public void A_consent_about_a_custodians_records_is_about_no_others_and_in_doubt_can_refuse_only(string custodian, string type, Verdict verdict)
    {
        var directory = new PartyDirectory([Resource("""{"resourceType":"Organization","id":"a","identifier":[{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RVN"}]}""")]);
        var session = new AccessSession(Session([Row with { Implicit = type == "deny" ? Effect.Permit : Effect.Deny }]).Policies, directory, Request, TimeZoneInfo.Utc);

        session.Decide(Resource(Observation()), Elsewhere, Given(Consent($$"""{"type":"{{type}}"}""", $$""" "organization":[{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"{{custodian}}"} }] """))).Verdict.Should().Be(verdict);
    }

    [Fact]
    public void What_is_decided_names_consents_with_their_versions_and_rules_with_their_places()
    {
        var decided = Judge(Observation(), consents: Given(Consent("""{"type":"permit","provision":[{"type":"deny","class":[{"system":"http://hl7.org/fhir/resource-types","code":"Observation"}]}]}""", """ "meta":{"versionId":"3"} """)));

        decided.Consents.Should().Equal("Consent/c1/_history/3");
        decided.Reasons.Should().ContainSingle(r => r.Step == "5").Which.Rule.Should().Be("Consent/c1/_history/3#Consent.provision.provision[0]");
        decided.Shown.Should().BeNull();
    }

    [Fact]
    public void Reasons_are_made_only_when_they_are_asked_for() => Session([Row]).Decide(Resource(Observation()), Elsewhere, PersonConsents.None).Should().Match<Decided>(d => d.Reasons.Count == 0 && d.Verdict == Verdict.Permit);
}
