using Gateway.Access.Decisions;
using static Gateway.Access.Tests.Asked;
using static Gateway.Access.Tests.Decisions.Deciding;

namespace Gateway.Access.Tests.Decisions;

/// <summary>What a resource is labelled: what it bears, what its codes say, what its source says. Never less.</summary>
public sealed class LabelTests
{
    private const string Ours = "https://health-justice.example/fhir/CodeSystem/";

    [Theory]
    [InlineData("http://snomed.info/sct", "197480006", "R PSY")]
    [InlineData("http://snomed.info/sct/", "197480006", "R PSY")]
    [InlineData("https://dmd.nhs.uk", "321987003", "R PSY")]
    [InlineData("urn:oid:2.16.840.1.113883.6.96", "197480006", "R PSY")]
    [InlineData("http:\\/\\/snomed.info\\/sct", "197480006", "R PSY")]
    [InlineData("http://snomed.info/sct", "19748000\\u0036", "R PSY")]
    [InlineData("urn:codes", "197480006", "N")]
    [InlineData("http://snomed.info/sct", "195967001", "N")]
    [InlineData("http://snomed.info/sct", "201521000000104", "R SUD")]
    [InlineData("http://snomed.info/sct", "415685003", "R ETHUD")]
    [InlineData("http://snomed.info/sct", "707087005", "R SDV")]
    [InlineData("http://snomed.info/sct", "310062002", "R SEX termination")]
    [InlineData(Ours + "cjs-offence", "anything at all", "R offence")]
    [InlineData(Ours + "custody-disposal", "caution", "R disposal")]
    [InlineData(Ours + "custody-event", "arrest", "R offence")]
    [InlineData(Ours + "custody-event", "review", "N")]
    [InlineData(Ours + "legal-status", "s136", "R PSY")]
    [InlineData(Ours + "legal-status", "pace", "N")]
    public void A_code_labels_what_it_is_in(string system, string code, string labels) =>
        Of($$""" "valueCodeableConcept":{"coding":[{"system":"{{system}}","code":"{{code}}"}]} """).Should().Be(labels);

    [Fact]
    public void A_code_without_its_system_is_taken_for_the_one_that_is_labelled() => Of(""" "valueCodeableConcept":{"coding":[{"code":"197480006"}]} """).Should().Be("R PSY");

    [Theory]
    [InlineData("Methadone 1mg/ml oral solution", "R OPIOIDUD")]
    [InlineData("METHADONE", "R OPIOIDUD")]
    [InlineData("clozapine", "R PSY")]
    [InlineData("Tenofovir/emtricitabine", "R HIV")]
    [InlineData("Not methadone", "N")]
    [InlineData("Methadones", "N")]
    [InlineData("", "N")]
    public void A_medicine_is_known_by_its_name_where_it_has_no_code(string name, string labels)
    {
        Of($$""" "valueCodeableConcept":{"text":"{{name}} "} """).Should().Be(labels);
        Of($$""" "valueCodeableConcept":{"coding":[{"system":"urn:local","code":"7","display":"{{name}} "}]} """).Should().Be(labels);
        Of($$""" "derivedFrom":[{"reference":"Observation/2","display":"{{name}} "}] """).Should().Be(labels);
    }

    [Theory]
    [InlineData(""" "contained":[{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/1"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"197480006"}]} }],"hasMember":[{"reference":"#c"}] """)]
    [InlineData(""" "contained":[{"resourceType":"Bundle","id":"c","type":"collection","entry":[{"resource":{"resourceType":"Condition","subject":{"reference":"Patient/1"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"197480006"}]} }}]}],"hasMember":[{"reference":"#c"}] """)]
    [InlineData(""" "contained":[{"resourceType":"Bundle","id":"c","type":"collection","entry":[{"resource":{"resourceType":"Condition","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"PSY"}]},"subject":{"reference":"Patient/1"} }}]}],"hasMember":[{"reference":"#c"}] """)]
    [InlineData(""" "extension":[{"url":"urn:x","extension":[{"url":"urn:y","valueCoding":{"system":"http://snomed.info/sct","code":"197480006"} }]}] """)]
    [InlineData(""" "_status":{"extension":[{"url":"urn:x","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"197480006"}]} }]} """)]
    [InlineData(""" "component":[{"code":{"text":"x"},"valueCodeableConcept":{"coding":[{"system":"urn:x","code":"y"},{"system":"http://snomed.info/sct","code":"197480006"}]} }] """)]
    public void However_deep_a_code_lies_it_counts(string more) => Of(more).Should().Be("R PSY");

    [Theory]
    [InlineData("trust", "R PSY")]
    [InlineData("custody", "R")]
    [InlineData("courts", "R offence")]
    [InlineData("area", "N")]
    public void A_source_has_a_floor(string kind, string labels) => Judge(Observation(), origin: Elsewhere with { Kind = kind }).Labels.ToText().Should().Be(labels);

    [Fact]
    public void What_is_no_record_of_a_person_has_no_floor() => Judge("""{"resourceType":"Organization","id":"o","name":"x"}""", origin: Trust).Labels.ToText().Should().Be("N");

    [Fact]
    public void A_resource_cannot_lower_its_labels()
    {
        var decided = Judge(Observation(Label("U"), """ "valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"415685003"}]} """), origin: Trust);

        decided.Labels.ToText().Should().Be("R PSY ETHUD");
        decided.Reasons.Where(r => r.Step == "2").Select(r => r.Rule).Should().Equal("stored", "floor of trust", "alcohol");
    }

    private static string Of(string more) => Judge(Observation(more: more)).Labels.ToText();
}
