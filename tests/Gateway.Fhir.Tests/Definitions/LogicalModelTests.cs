using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Tests.Definitions;

public class LogicalModelTests
{
    private const string Url = "https://health-justice.example/fhir/StructureDefinition/";

    private static readonly DefinitionSet s_set = DefinitionSet.R4.With([
        Read("A", """
            { "path": "A", "extension": [ { "url": "http://hl7.org/fhir/StructureDefinition/elementdefinition-namespace", "valueUri": "urn:a" } ] },
            { "path": "A.code", "type": [ { "code": "string" } ], "representation": [ "xmlText" ] },
            { "path": "A.kind", "type": [ { "code": "string" } ], "representation": [ "typeAttr" ] },
            { "path": "A.answer[x]", "max": "*", "type": [ { "code": "string" }, { "code": "BackboneElement" }, { "code": "https://health-justice.example/fhir/StructureDefinition/B" } ] },
            { "path": "A.answer[x].comment", "type": [ { "code": "string" } ] },
            { "path": "A.part", "type": [ { "code": "https://health-justice.example/fhir/StructureDefinition/B" }, { "code": "Coding" } ] }
            """),
        Read("B", """{ "path": "B" }, { "path": "B.c", "type": [ { "code": "string" } ] }"""),
    ]);

    private static TypeDefinition A => s_set.FindType(Url + "A")!;

    [Fact]
    public void What_a_model_says_of_XML_is_known()
    {
        A.Facts.XmlNamespace.Should().Be("urn:a");
        A.Find("code")!.Facts.Traits.Should().Be(ElementTraits.XmlText);
        A.Find("kind")!.Facts.Traits.Should().Be(ElementTraits.XmlTypeAttribute);
        A.Find("kind")!.Facts.XmlNamespace.Should().BeEmpty();
    }

    [Fact]
    public void A_choice_may_have_elements_of_its_own_and_those_of_another_model()
    {
        A.Find("answer")!.Variants.Select(v => v.JsonName).Should().Equal("answerString", "answerBackboneElement", "answerB");
        A.Find("answer")!.Variants[1].Type.Elements.Select(e => e.Name).Should().Equal("comment");
        s_set.Check().Should().BeEmpty();

        var draft = ElementDraft.New(A);
        draft.Add("answer", A.Find("answer")!.Variants[1].Type).AddText("comment", "x");
        draft.Add("answer", s_set.FindType(Url + "B")).AddText("c", "y");
        draft.Build()["answer"].Select(a => FhirJson.ToText(a)).Should().Equal("""{"comment":"x"}""", """{"c":"y"}""");
    }

    [Fact]
    public void An_element_of_several_types_takes_each_of_them_and_no_other()
    {
        var draft = ElementDraft.New(A);
        draft.Invoking(d => d.Add("part", s_set.FindType("Period"))).Should().Throw<ArgumentException>();
        draft.Add("part", s_set.FindType("B")).AddText("c", "x");
        draft.Build()["part"].Single().Type.Name.Should().Be("B");
    }

    private static StructureFacts Read(string name, string elements) => StructureDefinitionReader.Read(Encoding.UTF8.GetBytes($$"""
        { "resourceType": "StructureDefinition", "url": "{{Url}}{{name}}", "kind": "logical", "type": "{{Url}}{{name}}", "derivation": "specialization",
          "differential": { "element": [ {{elements}} ] } }
        """));
}
