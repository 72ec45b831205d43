using Gateway.Fhir.Definitions;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Tests.Json;

/// <summary>What <c>resourceType</c> may say and where.</summary>
public sealed class RefusedTypeTests
{
    private const string Unknown = "not a type of resource that is known here";

    [Theory]
    [InlineData("►{}", "no resourceType")]
    [InlineData("""►{"active":true}""", "no resourceType")]
    [InlineData("""►{"resourcetype":"Patient"}""", "no resourceType")]
    [InlineData("""{"resourceType":►"Person1"}""", Unknown)]
    [InlineData("""{"resourceType":►"patient"}""", Unknown)]
    [InlineData("""{"resourceType":►""}""", Unknown)]
    [InlineData("""{"resourceType":►"Patient|4.0.1"}""", Unknown)]
    [InlineData("""{"resourceType":►"http://hl7.org/fhir/StructureDefinition/Patient"}""", Unknown)]
    [InlineData("""{"resourceType":►"Resource"}""", Unknown)]
    [InlineData("""{"resourceType":►"DomainResource"}""", Unknown)]
    [InlineData("""{"resourceType":►"HumanName"}""", Unknown)]
    [InlineData("""{"resourceType":►"string"}""", Unknown)]
    [InlineData("""{"resourceType":►5}""", Unknown)]
    [InlineData("""{"resourceType":►null}""", Unknown)]
    [InlineData("""{"resourceType":►["Patient"]}""", Unknown)]
    [InlineData("""{"resourceType":►{"a":1}}""", Unknown)]
    [InlineData("""{"resourceType":►"\ud800"}""", Unknown)]
    public void The_root_must_name_a_known_concrete_resource_type(string marked, string part) => Refusal.Is(marked, $": {part}");

    [Theory]
    [InlineData("""{"active":true,"resourceType":"Patient"}""")]
    [InlineData("""{"name":[{"family":"resourceType"}],"contained":[{"id":"a","resourceType":"Basic"}],"resourceType":"Patient"}""")]
    [InlineData("""{"resource\u0054ype":"\u0050atient"}""")]
    public void The_type_may_stand_last_and_be_spelled_with_escapes(string json)
    {
        var read = FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(json));
        read.Faults.Should().BeEmpty();
        read.Root.Type.Should().BeSameAs(DefinitionSet.R4.FindType("Patient"));
    }

    [Fact]
    public void A_name_with_half_a_surrogate_pair_is_no_resourceType() => Refusal.Is(
        """{►"resource\ud800Type":1,"resourceType":"Patient"}""",
        "Patient: no property of that name");

    [Fact]
    public void A_type_that_stands_twice_is_refused() => Refusal.Is(
        """{"resourceType":"Patient","active":true,►"resourceType":"Patient"}""",
        "Patient: resourceType stands twice");

    [Fact]
    public void Resources_inside_resources_must_name_their_types_too() => Refusal.Is(
        """
        {"resourceType":"Bundle","entry":[
          {"resource":►{"active":true}},
          {"resource":{"resourceType":►"Resource"}},
          {"resource":{"resourceType":"Patient","contained":[►{"id":"x"},{"resourceType":►7},►"Basic"]}},
          {"resource":►["Patient"]}
        ]}
        """,
        "Bundle.entry[0].resource: no resourceType",
        $"Bundle.entry[1].resource: {Unknown}",
        "Bundle.entry[2].resource.contained[0]: no resourceType",
        $"Bundle.entry[2].resource.contained[1]: {Unknown}",
        "Bundle.entry[2].resource.contained[2]: must be an object, not a string",
        "Bundle.entry[3].resource: does not repeat");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_resource_of_another_type_than_asked_for_is_refused(bool isTolerant)
    {
        var read = FhirJson.Read("""{"resourceType":"Observation"}"""u8.ToArray(), options: new ReadOptions { IsTolerant = isTolerant }, type: DefinitionSet.R4.FindType("Patient"));
        read.IsRead.Should().BeFalse();
        read.Faults.Should().ContainSingle().Which.ToString().Should().Be("1:17: The resource is Observation where Patient is due.");
    }

    [Fact]
    public void A_data_type_is_read_when_it_is_asked_for()
    {
        var read = FhirJson.Read("""{"family":"x"}"""u8.ToArray(), type: DefinitionSet.R4.FindType("HumanName"));
        read.Root.ChildText("family").Should().Be("x");
        FhirJson.ToText(read.Root).Should().Be("""{"family":"x"}""");
    }

    [Fact]
    public void A_resource_is_read_as_any_when_an_abstract_type_is_asked_for() =>
        FhirJson.Read("""{"resourceType":"Patient"}"""u8.ToArray(), type: DefinitionSet.R4.FindType("DomainResource")).Root.Type.Name.Should().Be("Patient");
}
