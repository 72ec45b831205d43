using Gateway.Access.Decisions;
using Gateway.Access.Policies;
using static Gateway.Access.Tests.Asked;

namespace Gateway.Access.Tests;

public sealed class ConsentVerdictTests
{
    private const string OptIn = """ "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTIN"}]} """;
    private const string OptOut = """ "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTOUT"}]} """;
    private const string Nurse = """ "actor":[{"role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},"reference":{"reference":"Practitioner/nurse"}}] """;

    public static TheoryData<string, string?, string, Verdict> Bases => new()
    {
        { "permits", """{"type":"permit"}""", "", Verdict.Permit },
        { "denies", """{"type":"deny"}""", "", Verdict.Deny },
        { "opts in without a provision", null, OptIn, Verdict.Permit },
        { "opts out without a provision", null, OptOut, Verdict.Deny },
        { "says nothing", null, "", Verdict.Deny },
        { "says nothing in its provision", """{"period":{"start":"2020"}}""", "", Verdict.Deny },
        { "contradicts itself", """{"type":"permit"}""", OptOut, Verdict.Deny },
        { "has conditions of no type", $$"""{ {{Nurse}} }""", OptIn, Verdict.Deny },
        { "has an exception of no type", $$"""{"type":"permit","provision":[{ {{Nurse}} }]}""", "", Verdict.Deny },
        { "bears a modifier that nobody knows", """{"type":"permit"}""", """ "modifierExtension":[{"url":"urn:x","valueBoolean":true}] """, Verdict.Deny },
        { "is a draft", """{"type":"permit"}""", """ "status":"draft" """, Verdict.None },
        { "is about research", """{"type":"deny"}""", """ "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"research"}]} """, Verdict.None },
        { "is given later", """{"type":"permit"}""", """ "dateTime":"2026-07-01" """, Verdict.None },
        { "is given this month", """{"type":"permit"}""", """ "dateTime":"2026-06" """, Verdict.Permit },
        { "ends today", """{"type":"permit","period":{"start":"2026-01-01","end":"2026-06-01"}}""", "", Verdict.Permit },
        { "ended yesterday", """{"type":"deny","period":{"end":"2026-05-31"}}""", "", Verdict.None },
        { "is somebody else's", """{"type":"permit"}""", """ "patient":{"reference":"Patient/2"} """, Verdict.None },
    };

    [Theory]
    [MemberData(nameof(Bases))]
    public void A_consent_that(string @is, string? provision, string more, Verdict verdict) => Decide(Consent(provision, more)).Verdict.Should().Be(verdict, $"it {@is}");

    public static TheoryData<string, string, bool, Verdict> Nested => new()
    {
        { "a permission under a refusal holds", $$"""{"type":"deny","provision":[{"type":"permit",{{Nurse}}}]}""", false, Verdict.Permit },
        { "a refusal under a permission holds", $$"""{"type":"permit","provision":[{"type":"deny",{{Nurse}}}]}""", false, Verdict.Deny },
        { "a refusal under a refusal is one, and does not turn into a permission", $$"""{"type":"deny",{{Elsewhere}},"provision":[{"type":"deny",{{Nurse}}}]}""", false, Verdict.Deny },
        { "a permission under a permission that does not match counts nothing", $$"""{"type":"permit",{{Elsewhere}},"provision":[{"type":"permit",{{Nurse}}}]}""", false, Verdict.None },
        { "but adds to it under a PCF profile", $$"""{"type":"permit",{{Elsewhere}},"provision":[{"type":"permit",{{Nurse}}}]}""", true, Verdict.Permit },
        { "an exception of what does not match is none", $$"""{"type":"permit",{{Elsewhere}},"provision":[{"type":"deny",{{Nurse}}}]}""", false, Verdict.None },
        { "an exception of an exception holds", $$"""{"type":"deny","provision":[{"type":"permit",{{Nurse}},"provision":[{"type":"deny","purpose":[{{Treatment}}]}]}]}""", false, Verdict.Deny },
        { "a refusal that does not match leaves nothing", $$"""{"type":"deny",{{Elsewhere}}}""", false, Verdict.None },
    };

    private const string Elsewhere = """ "actor":[{"role":{"coding":[{"code":"PRCP"}]},"reference":{"reference":"Organization/elsewhere"}}] """;

    [Theory]
    [MemberData(nameof(Nested))]
    public void Of_nested_rules(string what, string provision, bool isPcf, Verdict verdict) => Decide(Consent(provision), isPcf: isPcf).Verdict.Should().Be(verdict, what);

    [Fact]
    public void Of_several_consents_a_refusal_decides_whatever_their_dates() =>
        Decide([Consent("""{"type":"deny"}""", """ "dateTime":"2020-01-01" """), Consent("""{"type":"permit"}""", """ "dateTime":"2026-01-01" """)]).Verdict.Should().Be(Verdict.Deny);

    [Fact]
    public void A_consent_that_says_so_takes_the_place_of_another() =>
        Decide([Consent("""{"type":"deny"}"""), Consent("""{"type":"permit"}""", """ "extension":[{"url":"https://health-justice.example/fhir/StructureDefinition/supersedes","valueReference":{"reference":"Consent/c1"}}] """).Replace("\"c1\"", "\"c2\"", StringComparison.Ordinal)])
            .Verdict.Should().Be(Verdict.Permit);

    [Fact]
    public void Every_patient_on_a_resource_must_permit()
    {
        var resource = Observation(more: """ "performer":[{"reference":"Patient/2"}] """);
        var (mine, theirs) = (Consent("""{"type":"permit"}"""), Consent("""{"type":"permit"}""", """ "patient":{"reference":"Patient/2"} """));

        Decide(mine, resource).Verdict.Should().Be(Verdict.None);
        Decide([mine, theirs], resource).Verdict.Should().Be(Verdict.Permit);
    }

    [Fact]
    public void Where_no_consent_applies_the_row_of_the_policy_decides()
    {
        var permit = new PolicyRow { Implicit = Effect.Permit };

        Decide([], policy: permit).Verdict.Should().Be(Verdict.Permit);
        Decide([], policy: new PolicyRow()).Verdict.Should().Be(Verdict.Deny);
        Decide([], Observation(Label("R")), policy: permit).Verdict.Should().Be(Verdict.Deny);
        Decide([], Observation(Label("ETHUD")), policy: permit with { Ceiling = Labels.Confidentiality.Restricted, Sensitivities = [Coded.Of(CodeSystems.ActCode, "SUD")] }).Verdict.Should().Be(Verdict.Permit);
        Decide(Consent("""{"type":"permit"}"""), Observation(Label("PSY")), policy: permit with { Ceiling = Labels.Confidentiality.Restricted, Sensitivities = [Coded.Of(CodeSystems.ActCode, "SUD")] }).Verdict.Should().Be(Verdict.Deny);
    }

    [Fact]
    public void Reasons_name_the_rule_that_decided() =>
        Decide(Consent($$"""{"type":"permit","provision":[{"type":"deny",{{Nurse}}}]}""", """ "meta":{"versionId":"3"} """)).Reasons.Should().Equal("Consent/c1/_history/3#Consent.provision.provision[0]");
}
