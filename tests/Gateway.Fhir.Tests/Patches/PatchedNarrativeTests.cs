using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Patches;

namespace Gateway.Fhir.Tests.Patches;

public sealed class PatchedNarrativeTests
{
    private const string Div = """<div xmlns=\"http://www.w3.org/1999/xhtml\">A</div>""";

    [Theory]
    [InlineData("generated")]
    [InlineData("extensions")]
    public void A_narrative_made_of_the_data_goes_when_the_data_change(string status) =>
        PatchedNarrative.Settle(Patient(status, true), Patient(status, false)).Root["text"].Should().BeEmpty();

    [Fact]
    public void One_that_says_more_keeps_the_patch_from_being_done() =>
        PatchedNarrative.Settle(Patient("additional", true), Patient("additional", false)).Faults.Should().ContainSingle().Which.Expression.Should().Be("Patient.text");

    [Fact]
    public void One_that_the_patch_changes_stays() =>
        PatchedNarrative.Settle(Patient("additional", true), Patient("additional", false, "B")).Root["text"].Should().ContainSingle();

    [Fact]
    public void One_stays_when_the_data_do_not_change() =>
        PatchedNarrative.Settle(Patient("generated", true), Patient("generated", true)).Root["text"].Should().ContainSingle();

    private static Element Patient(string status, bool isActive, string word = "A") => FhirJson.Read(Encoding.UTF8.GetBytes(
        $$$"""{"resourceType":"Patient","text":{"status":"{{{status}}}","div":"{{{Div.Replace("A", word, StringComparison.Ordinal)}}}"},"active":{{{(isActive ? "true" : "false")}}}}""")).Root;
}
