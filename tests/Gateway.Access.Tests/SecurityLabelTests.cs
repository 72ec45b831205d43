using Gateway.Access.Decisions;
using static Gateway.Access.Tests.Asked;

namespace Gateway.Access.Tests;

public sealed class SecurityLabelTests
{
    [Theory]
    [InlineData("", "N", Verdict.Permit)]
    [InlineData("", "R", Verdict.Permit)]
    [InlineData("", "L", Verdict.Deny)]
    [InlineData("L", "L", Verdict.Permit)]
    [InlineData("R", "N", Verdict.Deny)]
    [InlineData("ETH", "N", Verdict.Deny)]
    [InlineData("ETH", "R", Verdict.Permit)]
    [InlineData("ETH", "ETH", Verdict.Permit)]
    [InlineData("ETHUD", "SUD", Verdict.Permit)]
    [InlineData("ETHUD", "ETH", Verdict.Deny)]
    [InlineData("PSY", "MH", Verdict.Deny)]
    [InlineData("V", "R", Verdict.Deny)]
    [InlineData("ETH PSY", "ETH", Verdict.Deny)]
    [InlineData("ETH PSY", "ETH PSY", Verdict.Permit)]
    public void A_permission_reaches_up_to_its_rank_and_to_what_lies_below_its_sensitivities(string labels, string permitted, Verdict verdict) =>
        Decide(Consent($$"""{"type":"deny","provision":[{"type":"permit","securityLabel":[{{Labels(permitted)}}]}]}"""), Observation(Labels(labels))).Verdict.Should().Be(verdict);

    [Theory]
    [InlineData("", "R", Verdict.Permit)]
    [InlineData("R", "R", Verdict.Deny)]
    [InlineData("V", "R", Verdict.Deny)]
    [InlineData("ETH", "R", Verdict.Deny)]
    [InlineData("ETH", "ETH", Verdict.Deny)]
    [InlineData("ETHUD", "ETH", Verdict.Deny)]
    [InlineData("MH", "PSY", Verdict.Deny)]
    [InlineData("HIV", "PSY", Verdict.Permit)]
    [InlineData("", "N", Verdict.Deny)]
    public void A_refusal_reaches_from_its_rank_upwards_and_to_all_of_the_kind(string labels, string refused, Verdict verdict) =>
        Decide(Consent($$"""{"type":"permit","provision":[{"type":"deny","securityLabel":[{{Labels(refused)}}]}]}"""), Observation(Labels(labels))).Verdict.Should().Be(verdict);

    [Fact]
    public void Permissions_together_cover_what_each_covers_in_part() =>
        Decide(Consent($$"""{"type":"deny","provision":[{"type":"permit","securityLabel":[{{Label("ETH")}}]},{"type":"permit","securityLabel":[{{Label("PSY")}}]}]}"""), Observation(Labels("ETH PSY"))).Verdict.Should().Be(Verdict.Permit);

    [Fact]
    public void A_sensitivity_in_its_retired_place_is_the_same() =>
        Decide(Consent($$"""{"type":"permit","provision":[{"type":"deny","securityLabel":[{"system":"http://hl7.org/fhir/v3/Confidentiality","code":"PSY"}]}]}"""), Observation(Label("PSY"))).Verdict.Should().Be(Verdict.Deny);

    [Fact]
    public void Labels_of_contained_resources_are_the_resources_own() =>
        Decide(Consent($$"""{"type":"permit","provision":[{"type":"deny","securityLabel":[{{Label("HIV")}}]}]}"""),
            Observation(more: $$""" "contained":[{"resourceType":"Observation","id":"i","meta":{"security":[{{Label("HIV")}}]},"status":"final","code":{"text":"x"} }],"hasMember":[{"reference":"#i"}] """)).Verdict.Should().Be(Verdict.Deny);

    [Fact]
    public void An_element_with_labels_of_its_own_that_may_not_be_shown_is_named()
    {
        var resource = Observation(more: $$"""
            "note":[{"text":"open"},{"extension":[{"url":"http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-inline-sec-label","valueCoding":{{Label("PSY")}} }],"text":"closed"}]
            """);

        var decision = Decide(Consent($$"""{"type":"permit","provision":[{"type":"deny","securityLabel":[{{Label("PSY")}}]}]}"""), resource);

        decision.Verdict.Should().Be(Verdict.Permit);
        decision.Redactions.Should().Equal("Observation.note[1]");
    }

    private static string Labels(string codes) => string.Join(',', codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Label));
}
