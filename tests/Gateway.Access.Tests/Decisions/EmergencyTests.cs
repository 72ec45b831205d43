using Gateway.Access.Decisions;
using Gateway.Access.Labels;
using static Gateway.Access.Tests.Asked;
using static Gateway.Access.Tests.Decisions.Deciding;

namespace Gateway.Access.Tests.Decisions;

/// <summary>What stands in place of consents: an emergency grant, a legal basis. Never in place of a row or of its ceiling.</summary>
public sealed class EmergencyTests
{
    private const string Deny = """{"type":"deny"}""";

    private static readonly EmergencyGrant s_grant = new("grant-1", new HashSet<string> { "Patient/1" }, "nurse", Treat, Now.AddMinutes(30));

    public static TheoryData<string, EmergencyGrant?, Confidentiality?, string, Verdict> Grants => new()
    {
        { "it is the caller's, for this patient, now", s_grant, Confidentiality.Restricted, "", Verdict.Permit },
        { "there is none", null, Confidentiality.Restricted, "", Verdict.Deny },
        { "the row knows no emergency", s_grant, null, "", Verdict.Deny },
        { "it is another user's", s_grant with { User = "other" }, Confidentiality.Restricted, "", Verdict.Deny },
        { "it is for another purpose", s_grant with { Purpose = new Coded(CodeSystems.ActReason, "ETREAT") }, Confidentiality.Restricted, "", Verdict.Deny },
        { "it ends now", s_grant with { Expires = Now }, Confidentiality.Restricted, "", Verdict.Deny },
        { "it is of another patient", s_grant with { Patients = new HashSet<string> { "Patient/2" } }, Confidentiality.Restricted, "", Verdict.Deny },
        { "data is above the ceiling of emergencies", s_grant, Confidentiality.Normal, "R", Verdict.Deny },
        { "data is at the ceiling of emergencies", s_grant, Confidentiality.Restricted, "R", Verdict.Permit },
        { "data is above the ceiling of the row", s_grant, Confidentiality.VeryRestricted, "V", Verdict.Deny },
        { "data is of a sensitivity that the row keeps back", s_grant, Confidentiality.Restricted, "HIV", Verdict.Deny },
    };

    [Theory]
    [MemberData(nameof(Grants))]
    public void In_an_emergency(string what, EmergencyGrant? grant, Confidentiality? ceiling, string label, Verdict verdict) =>
        Judge(Observation(label.Length > 0 ? Label(label) : ""), Row with { BreakGlass = ceiling, Implicit = Effect.Deny }, Request with { Emergency = grant }, consents: Given(Consent(Deny)))
            .Should().Match<Decided>(d => d.Verdict == verdict && d.Lifted == (verdict == Verdict.Permit ? "grant-1" : null), what);

    [Fact]
    public void A_grant_for_one_patient_does_not_open_what_is_about_two() =>
        Judge(Observation(more: """ "performer":[{"reference":"Patient/2"}] """), Row with { BreakGlass = Confidentiality.Restricted }, Request with { Emergency = s_grant },
            consents: Given([], Consent(Deny, """ "patient":{"reference":"Patient/2"} """))).Verdict.Should().Be(Verdict.Deny);

    [Fact]
    public void An_emergency_is_not_inferred_from_a_purpose() =>
        Judge(Observation(), Row with { Purpose = new Coded(CodeSystems.ActReason, "BTG"), BreakGlass = Confidentiality.Restricted }, Request with { Purpose = new Coded(CodeSystems.ActReason, "BTG") }, consents: Given(Consent(Deny))).Verdict.Should().Be(Verdict.Deny);

    [Fact]
    public void While_the_store_of_consents_is_down_a_grant_opens_nothing() =>
        Judge(Observation(), Row with { BreakGlass = Confidentiality.Restricted }, Request with { Emergency = s_grant }, consents: PersonConsents.Unanswerable).Verdict.Should().Be(Verdict.Deny);

    [Fact]
    public void A_legal_basis_stands_in_place_of_consents_where_the_row_says_so_for_one_person_alone()
    {
        var request = Request with { Basis = new LegalBasis("order-1", "Inspector Lee", Now.AddHours(1)) };
        var (row, lifting) = (Row with { NeedsBasis = true }, Row with { NeedsBasis = true, BasisCeiling = Confidentiality.Restricted });

        Judge(Observation(), row, request, consents: Given(Consent(Deny))).Verdict.Should().Be(Verdict.Deny);
        Judge(Observation(), lifting, request, consents: Given(Consent(Deny))).Lifted.Should().Be("order-1");
        Judge(Observation(Label("V")), lifting with { Ceiling = Confidentiality.VeryRestricted }, request, consents: Given(Consent(Deny))).Verdict.Should().Be(Verdict.Deny);
        Judge(Observation(more: """ "performer":[{"reference":"Patient/2"}] """), lifting, request, consents: Given(Consent(Deny))).Verdict.Should().Be(Verdict.Deny);
    }
}
