using Gateway.Access.Decisions;
using static Gateway.Access.Tests.Asked;

namespace Gateway.Access.Tests;

/// <summary>Each condition of a rule, as a permission and as a refusal: what is met, what is not, and what cannot be told.</summary>
public sealed class ProvisionMatchTests
{
    public enum Met
    {
        Yes,
        No,
        Unknown,
    }

    public static TheoryData<string, string, string, Met> Conditions => new()
    {
        { "the practitioner behind the role", Actor("Practitioner/nurse"), "", Met.Yes },
        { "the organisation above the team", Actor("Organization/trust"), "", Met.Yes },
        { "an organisation by its number", """ "actor":[{"role":{"coding":[{"code":"IRCP"}]},"reference":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"R1L"}}}] """, "", Met.Yes },
        { "a care team with the nurse in it", Actor("CareTeam/care"), "", Met.Yes },
        { "an absolute reference", Actor("https://directory.example/fhir/Practitioner/nurse/_history/2"), "", Met.Yes },
        { "another practitioner", Actor("Practitioner/other"), "", Met.No },
        { "a group without the nurse", Actor("Group/strangers"), "", Met.No },
        { "somebody whom the directory does not have", Actor("Practitioner/nobody"), "", Met.Unknown },
        { "one of two", """ "actor":[{"role":{"coding":[{"code":"IRCP"}]},"reference":{"reference":"Practitioner/other"}},{"role":{"coding":[{"code":"PRCP"}]},"reference":{"reference":"Practitioner/nurse"}}] """, "", Met.Yes },
        { "a custodian, who is not asked", """ "actor":[{"role":{"coding":[{"code":"CST"}]},"reference":{"reference":"Organization/elsewhere"}}] """, "", Met.Unknown },
        { "the purpose", $$""" "purpose":[{{Treatment}}] """, "", Met.Yes },
        { "the purpose under an old name of its system", """ "purpose":[{"system":"http://hl7.org/fhir/v3/ActReason","code":"TREAT"}] """, "", Met.Yes },
        { "a wider purpose, which is another", """ "purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"ETREAT"}] """, "", Met.No },
        { "a purpose of a system that nobody knows", """ "purpose":[{"system":"urn:purposes","code":"TREAT"}] """, "", Met.Unknown },
        { "access", Action("access"), "", Met.Yes },
        { "correction", Action("correct"), "", Met.No },
        { "use", Action("use"), "", Met.Unknown },
        { "an action in words", """ "action":[{"text":"look at it"}] """, "", Met.Unknown },
        { "the type", """ "class":[{"system":"http://hl7.org/fhir/resource-types","code":"Observation"}] """, "", Met.Yes },
        { "another type", """ "class":[{"system":"http://hl7.org/fhir/resource-types","code":"Condition"}] """, "", Met.No },
        { "a class of documents", """ "class":[{"system":"urn:classes","code":"Observation"}] """, "", Met.Unknown },
        { "a code in it", """ "code":[{"coding":[{"system":"http://loinc.org/","code":"1-8"}]}] """, "", Met.Yes },
        { "a code in what it contains", """ "code":[{"coding":[{"system":"urn:codes","code":"inner"}]}] """, """ "contained":[{"resourceType":"Observation","id":"i","status":"final","code":{"coding":[{"system":"urn:codes","code":"inner"}]}}],"hasMember":[{"reference":"#i"}] """, Met.Yes },
        { "a code that is not in it", """ "code":[{"coding":[{"system":"http://loinc.org","code":"2-6"}]}] """, "", Met.No },
        { "the very resource", Data("instance", "Observation/o1"), "", Met.Yes },
        { "another", Data("instance", "Observation/o2"), "", Met.No },
        { "what refers to the named", Data("dependents", "Encounter/e1"), """ "encounter":{"reference":"Encounter/e1"} """, Met.Yes },
        { "what is written by the named", Data("authoredby", "Practitioner/other"), """ "performer":[{"reference":"Practitioner/other"}] """, Met.Yes },
        { "what is related to the named", Data("related", "Encounter/e1"), """ "encounter":{"reference":"Encounter/e1"} """, Met.Unknown },
        { "the time of the data", """ "dataPeriod":{"start":"2026-05-01","end":"2026-05-31"} """, "", Met.Yes },
        { "another time of the data", """ "dataPeriod":{"end":"2026-05-09"} """, "", Met.No },
        { "a condition that nobody knows", """ "modifierExtension":[{"url":"urn:x","valueBoolean":true}] """, "", Met.Unknown },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void In_doubt_a_refusal_refuses_and_a_permission_does_not_permit(string what, string condition, string more, Met met)
    {
        var resource = Observation(more: more);

        Decide(Consent($$"""{"type":"deny","provision":[{"type":"permit",{{condition}}}]}"""), resource).Verdict.Should().Be(met == Met.Yes ? Verdict.Permit : Verdict.Deny, what);
        Decide(Consent($$"""{"type":"permit","provision":[{"type":"deny",{{condition}}}]}"""), resource).Verdict.Should().Be(met == Met.No ? Verdict.Permit : Verdict.Deny, what);
    }

    [Fact]
    public void Related_data_are_those_that_refer_to_the_named_under_a_PCF_profile() =>
        Decide(Consent($$"""{"type":"deny","provision":[{"type":"permit",{{Data("related", "Encounter/e1")}}}]}"""), Observation(more: """ "encounter":{"reference":"Encounter/e1"} """), isPcf: true).Verdict.Should().Be(Verdict.Permit);

    [Theory]
    [InlineData("2026-05-10", "2026-05-20", Verdict.Deny, Verdict.Deny)]
    [InlineData("2026-05-01", "2026-05-31", Verdict.Permit, Verdict.Deny)]
    [InlineData("2026-06-01", "2026-06-30", Verdict.Deny, Verdict.Permit)]
    public void A_permission_needs_all_of_the_data_in_its_period_and_a_refusal_a_part(string start, string end, Verdict asPermit, Verdict asDeny)
    {
        var resource = Observation().Replace("\"effectiveDateTime\":\"2026-05-10\"", """ "effectivePeriod":{"start":"2026-05-05","end":"2026-05-15"} """, StringComparison.Ordinal);
        var period = $$""" "dataPeriod":{"start":"{{start}}","end":"{{end}}"} """;

        Decide(Consent($$"""{"type":"deny","provision":[{"type":"permit",{{period}}}]}"""), resource).Verdict.Should().Be(asPermit);
        Decide(Consent($$"""{"type":"permit","provision":[{"type":"deny",{{period}}}]}"""), resource).Verdict.Should().Be(asDeny);
    }

    private static string Actor(string reference) => $$""" "actor":[{"role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},"reference":{"reference":"{{reference}}"} }] """;

    private static string Action(string code) => $$""" "action":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentaction","code":"{{code}}"}]}] """;

    private static string Data(string meaning, string reference) => $$""" "data":[{"meaning":"{{meaning}}","reference":{"reference":"{{reference}}"} }] """;
}
