using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Tests.Paths;

public sealed class SubsumptionTests
{
    // In R4's request-intent an order stands above an original-order, and that above no proposal.
    private const string Plans = """
        {"resourceType":"Parameters","parameter":[
          {"name":"order","valueCoding":{"system":"http://hl7.org/fhir/request-intent","code":"order"}},
          {"name":"original","valueCoding":{"system":"http://hl7.org/fhir/request-intent","code":"original-order"}},
          {"name":"proposal","valueCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/request-intent","code":"proposal"}]}},
          {"name":"sct","valueCoding":{"system":"http://snomed.info/sct","code":"1"}},
          {"name":"sct2","valueCoding":{"system":"http://snomed.info/sct","code":"2"}},
          {"name":"text","valueString":"order"}]}
        """;

    [Theory]
    [InlineData("order", "subsumes", "original", "true")]
    [InlineData("original", "subsumes", "order", "false")]
    [InlineData("original", "subsumedBy", "order", "true")]
    [InlineData("order", "subsumes", "order", "true")]
    [InlineData("order", "subsumes", "proposal", "false")]
    [InlineData("proposal", "subsumedBy", "proposal", "true")]
    [InlineData("order", "subsumes", "sct", "false")]
    [InlineData("sct", "subsumes", "sct", "true")]
    [InlineData("sct", "subsumes", "sct2", "{}")]
    [InlineData("sct", "subsumes", "absent", "{}")]
    [InlineData("absent", "subsumes", "sct", "{}")]
    [InlineData("order", "subsumes", "text", "! Execution")]
    public void A_concept_subsumes_itself_and_what_lies_below_it(string left, string function, string right, string answer) =>
        Answer.Of($"parameter.where(name = '{left}').value.{function}(parameter.where(name = '{right}').value)", Answer.Read(Plans)).Should().Be(answer);

    [Fact]
    public void The_environment_answers_for_systems_that_the_standard_does_not_carry() =>
        Answer.Of("parameter[3].value.subsumes(parameter[4].value)", Answer.Read(Plans), new PathEnvironment { Subsumes = (above, below) => above.ChildText("code") == "1" && below.ChildText("code") == "2" })
            .Should().Be("true");

    [Theory]
    [InlineData("name.checkModifiers('http://known').family", "A")]
    [InlineData("name.checkModifiers().family", "A")]
    [InlineData("checkModifiers('http://known').gender", "male")]
    [InlineData("checkModifiers().gender", "! Execution")]
    [InlineData("checkModifiers('http://other').gender", "! Execution")]
    public void Modifier_extensions_that_are_not_named_end_the_evaluation(string expression, string answer) =>
        Answer.Of(expression, Answer.Read("""{"resourceType":"Patient","modifierExtension":[{"url":"http://known","valueCode":"x"}],"name":[{"family":"A"}],"gender":"male"}"""))
            .Should().Be(answer);
}
