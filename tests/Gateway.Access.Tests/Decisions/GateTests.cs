using Gateway.Access.Decisions;
using Gateway.Access.Labels;
using static Gateway.Access.Tests.Asked;
using static Gateway.Access.Tests.Decisions.Deciding;

namespace Gateway.Access.Tests.Decisions;

/// <summary>The gates before any consent is asked: a row, what it demands, what it lets through.</summary>
public sealed class GateTests
{
    public static TheoryData<string, AccessRequest, string> Others => new()
    {
        { "asks as another kind of recipient", Request with { Recipient = "police" }, "no row is about police" },
        { "asks as nobody", Request with { Recipient = "" }, "a caller of no kind" },
        { "names no purpose", Request with { Purpose = null }, "no purpose is named" },
        { "has a wider purpose, which is another", Request with { Purpose = new Coded(CodeSystems.ActReason, "ETREAT") }, "ETREAT" },
        { "has a purpose of the same code elsewhere", Request with { Purpose = new Coded(CodeSystems.PurposeOfUse, "TREAT") }, "TREAT" },
        { "acts for another organisation", Request with { Organization = "RVN" }, "RVN" },
        { "acts for no organisation", Request with { Organization = null }, "nobody" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Without_a_row_nothing_is_shown_to_a_caller_who(string what, AccessRequest request, string why)
    {
        var decided = Judge(Observation(), request: request);

        (decided.Verdict, decided.Shown, decided.Row).Should().Be((Verdict.Deny, null, null), what);
        decided.Reasons.Should().ContainSingle(r => r.Step == "1c").Which.Text.Should().Contain(why);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void The_rows_that_were_found_for_one_caller_are_not_those_of_a_caller_who(string what, AccessRequest request, string why)
    {
        var policies = Holding([Row]);
        Verdict Of(AccessRequest asked) => Session(policies, asked).Decide(Resource(Observation()), Elsewhere, PersonConsents.None).Verdict;

        (Of(Request), Of(request), Of(Request), Of(request)).Should().Be((Verdict.Permit, Verdict.Deny, Verdict.Permit, Verdict.Deny), $"{what}: {why}");
    }

    [Fact]
    public void Data_of_a_controller_whom_no_row_names_is_not_shown() => Judge(Observation(), origin: Elsewhere with { Controller = "42" }).Verdict.Should().Be(Verdict.Deny);

    [Fact]
    public void A_row_that_names_types_is_about_these_alone_and_goes_before_one_that_is_about_all()
    {
        var typed = Row with { Id = "typed", Types = ["Observation"], Implicit = Effect.Deny };

        Judge(Observation(), row: typed with { Types = ["Condition"] }).Verdict.Should().Be(Verdict.Deny);
        Session([Row, typed]).Decide(Resource(Observation()), Elsewhere, PersonConsents.None).Should().Match<Decided>(d => d.Row == "typed" && d.Verdict == Verdict.Deny);
        Session([Row, typed]).Decide(Resource("""{"resourceType":"Location","id":"l"}"""), Elsewhere, PersonConsents.None).Row.Should().Be("row");
    }

    [Theory]
    [InlineData("police-vetted", Verdict.Permit)]
    [InlineData("amhp-on-duty", Verdict.Deny)]
    public void A_fact_that_the_row_demands_must_be_known_of_the_caller(string fact, Verdict verdict) =>
        Judge(Observation(), Row with { Facts = ["police-vetted"] }, Request with { Facts = new HashSet<string> { fact } }).Verdict.Should().Be(verdict);

    public static TheoryData<string, LegalBasis?, Verdict> Bases => new()
    {
        { "none is named", null, Verdict.Deny },
        { "it is in force", new LegalBasis("order-1", "Inspector Lee", Now.AddHours(1)), Verdict.Permit },
        { "it ends now", new LegalBasis("order-1", "Inspector Lee", Now), Verdict.Deny },
        { "it ended", new LegalBasis("order-1", "Inspector Lee", Now.AddSeconds(-1)), Verdict.Deny },
        { "nobody authorised it", new LegalBasis("order-1", "", Now.AddHours(1)), Verdict.Deny },
        { "it has no number", new LegalBasis("", "Inspector Lee", Now.AddHours(1)), Verdict.Deny },
    };

    [Theory]
    [MemberData(nameof(Bases))]
    public void Where_the_row_needs_a_legal_basis_for_each_request(string what, LegalBasis? basis, Verdict verdict) =>
        Judge(Observation(), Row with { NeedsBasis = true }, Request with { Basis = basis }).Verdict.Should().Be(verdict, what);

    [Theory]
    [InlineData("", "N", "", Verdict.Permit)]
    [InlineData("R", "N", "", Verdict.Deny)]
    [InlineData("R", "R", "", Verdict.Permit)]
    [InlineData("V", "R", "PSY", Verdict.Deny)]
    [InlineData("PSY", "R", "PSY", Verdict.Permit)]
    [InlineData("PSY", "N", "PSY", Verdict.Deny)]
    [InlineData("PSY", "R", "", Verdict.Deny)]
    [InlineData("MH", "R", "PSY", Verdict.Deny)]
    [InlineData("ETHUD", "R", "SUD", Verdict.Permit)]
    [InlineData("SUD", "R", "ETHUD", Verdict.Deny)]
    [InlineData("PSY HIV", "R", "PSY", Verdict.Deny)]
    [InlineData("PSY HIV", "R", "PSY HIV", Verdict.Permit)]
    public void Labels_above_the_row_keep_data_back_whatever_the_person_permits(string labels, string ceiling, string allowed, Verdict verdict)
    {
        var row = Row with { Ceiling = ConfidentialityCodes.Of(new Coded(CodeSystems.Confidentiality, ceiling))!.Value, Sensitivities = [.. Split(allowed).Select(c => new Coded(CodeSystems.ActCode, c))] };

        Judge(Observation(string.Join(',', Split(labels).Select(Label))), row, consents: Given(Consent("""{"type":"permit"}"""))).Verdict.Should().Be(verdict);
    }

    [Fact]
    public void A_label_that_nobody_knows_no_row_lets_through() => Judge(Observation("""{"system":"urn:labels","code":"x"}""")).Verdict.Should().Be(Verdict.Deny);

    private static string[] Split(string codes) => codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
