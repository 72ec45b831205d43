using Gateway.Access.Decisions;
using Gateway.Access.Labels;
using Gateway.Access.Policies;
using Gateway.Fhir.Elements;
using static Gateway.Access.Tests.Asked;
using static Gateway.Access.Tests.Decisions.Deciding;

namespace Gateway.Access.Tests.Decisions;

/// <summary>What is shown bears its labels, and tells by them nothing of what is not shown.</summary>
public sealed class ShownLabelTests
{
    private const string Depression = """{"coding":[{"system":"http://snomed.info/sct","code":"197480006"}]}""";

    private const string Fitness = """
        {"resourceType":"Observation","id":"f","meta":{"security":[@labels]},"status":"final","code":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/custody-assessment","code":"fit-to-detain"}]},"subject":{"reference":"Patient/1"},
         "valueCodeableConcept":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/fitness-decision","code":"fit"}]},"interpretation":[@why]}
        """;

    [Fact]
    public void What_is_shown_whole_bears_all_its_labels()
    {
        Of(Observation(more: $"\"interpretation\":[{Depression}]"), Elsewhere).Should().Be("R PSY");
        Of(Observation(), Trust).Should().Be("R PSY", "all of the trust is");
        Of(Observation(), Elsewhere).Should().Be("N");
        Of(Observation(Label("V")), Elsewhere, Row with { Ceiling = Confidentiality.VeryRestricted }).Should().Be("V");
    }

    // The reason is not for custody; that there was one of mental health would be told by the label.
    [Theory]
    [InlineData("")]
    [InlineData("""{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"PSY"}""")]
    public void A_label_tells_nothing_of_what_a_projection_hides(string borne)
    {
        var row = Row with { Projection = "custody-actionable" };
        var resource = Fitness.Replace("@labels", borne, StringComparison.Ordinal).Replace("@why", Depression, StringComparison.Ordinal).Replace("\"meta\":{\"security\":[]},", "", StringComparison.Ordinal);

        Judge(resource, row).Labels.ToText().Should().Be("R PSY");
        Of(resource, Elsewhere, row).Should().Be("N");
        Of(resource, Trust, row).Should().Be("R", "how confidential all of a source is may be known, and not which source it is");
    }

    [Fact]
    public void A_label_tells_nothing_of_a_part_that_was_taken_out()
    {
        var part = """ "interpretation":[{"coding":[{"system":"http://snomed.info/sct","code":"197480006"}],"extension":[{"url":"http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-inline-sec-label","valueCoding":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"HIV"}}]}] """;

        Of(Observation(more: part), Elsewhere).Should().Be("N");
    }

    [Fact]
    public void There_is_one_confidentiality_and_no_other_label_is_lost_or_there_twice()
    {
        const string Purpose = """{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}""";
        var decided = Judge(Observation($"{Label("N")},{Purpose},{Label("PSY")},{Label("L")}", $"\"interpretation\":[{Depression}]"));
        var once = Written(decided.Shown!.Value, Session([Row]).LabelsOf(decided.Shown!.Value, decided));

        Codes(once).Should().BeEquivalentTo("TREAT", "PSY", "R");
        Codes(Written(once, decided.Labels)).Should().BeEquivalentTo("TREAT", "PSY", "R");
        Codes(Written(Resource("""{"resourceType":"Basic","code":{"text":"x"}}"""), LabelSet.None)).Should().Equal("N");
    }

    private static string Of(string resource, DataOrigin origin, PolicyRow? row = null)
    {
        var session = Session([row ?? Row]);
        var decided = session.Decide(Resource(resource), origin, PersonConsents.None);
        return session.LabelsOf(decided.Shown!.Value, decided).ToText();
    }

    private static Element Written(Element resource, LabelSet labels)
    {
        var draft = resource.Edit();
        ShownLabels.Write(draft, resource, labels);
        return draft.Build();
    }

    private static IEnumerable<string?> Codes(Element resource) => resource["meta"].SelectMany(m => m["security"]).Select(s => s.ChildText("code"));
}
