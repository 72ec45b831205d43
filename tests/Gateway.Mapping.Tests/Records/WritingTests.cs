using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Xml;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Records;

public class WritingTests
{
    private const string Cda = "urn:hl7-org:v3-test";

    // As HL7's test models of CDA are made: types of their own with attributes and texts, a namespace at the root.
    private static readonly DefinitionSet s_cda = SmallModel.Set(
        $"ClinicalDocument 1..1 - - {Cda}",
        $"ClinicalDocument.title 0..1 {SmallModel.Root}ST",
        $"ClinicalDocument.code 0..1 {SmallModel.Root}CE",
        "ST 1..1",
        "ST.data 0..1 string xmlText",
        "ANY 1..1",
        "ANY.nullFlavor 0..1 code xmlAttr",
        "CE 1..1",
        "CE.code 0..1 string xmlAttr",
        $"CE.translation 0..* {SmallModel.Root}CD,{SmallModel.Root}ST",
        "CD 1..1",
        "CD.code 0..1 string xmlAttr");

    private static TypeDefinition Document => s_cda.FindType("ClinicalDocument")!;

    [Fact]
    public void XML_is_written_in_the_models_namespace()
    {
        var draft = ElementDraft.New(Document);
        draft.Add("title").AddText("data", "Hello CDA");
        Xml(draft.Build()).Should().Be($"""<ClinicalDocument xmlns="{Cda}"><title>Hello CDA</title></ClinicalDocument>""");
    }

    [Fact]
    public void An_element_says_its_type_where_its_definition_does_not()
    {
        var draft = ElementDraft.New(Document);
        var code = draft.Add("code").AddText("code", "1");
        code.Add("translation", s_cda.FindType("CD")).AddText("code", "1");
        const string xml = $"""<ClinicalDocument xmlns="{Cda}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><code code="1"><translation xsi:type="CD" code="1"/></code></ClinicalDocument>""";
        Xml(draft.Build()).Should().Be(xml);
        var read = Readings.One(xml, Document);
        read.Unmapped.Should().BeEmpty();
        Xml(read.Root).Should().Be(xml);
    }

    [Fact]
    public void A_namespace_of_an_element_holds_inside_it()
    {
        var model = SmallModel.Of("A 1..1 - - urn:a", "A.b 0..1 BackboneElement - urn:b&c", "A.b.c 0..1 string");
        const string xml = """<A xmlns="urn:a"><b xmlns="urn:b&amp;c"><c>x</c></b></A>""";
        Xml(Readings.One(xml, model).Root).Should().Be(xml);
    }

    [Fact]
    public void The_namespace_may_stand_at_the_StructureDefinition()
    {
        var json = """
            { "resourceType": "StructureDefinition", "url": "urn:x:A", "kind": "logical", "type": "urn:x:A", "derivation": "specialization",
              "extension": [ { "url": "http://hl7.org/fhir/StructureDefinition/elementdefinition-namespace", "valueUri": "urn:a" } ],
              "differential": { "element": [ { "path": "A", "min": 1, "max": "1" }, { "path": "A.b", "min": 0, "max": "1", "type": [ { "code": "string" } ] } ] } }
            """u8.ToArray();
        var model = DefinitionSet.R4.With([StructureDefinitionReader.Read(json)]).FindType("urn:x:A")!;
        Xml(Readings.One("<A><b>x</b></A>", model).Root).Should().Be("""<A xmlns="urn:a"><b>x</b></A>""");
    }

    [Fact]
    public void Indents_do_not_touch_texts()
    {
        const string xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Person id="1">
              <forename> a </forename>
              <custody>
                <station code="LS">Leeds</station>
                <arrival>2026</arrival>
              </custody>
            </Person>
            """;
        Encoding.UTF8.GetString(RecordXml.ToUtf8(Readings.One(xml).Root, isIndented: true)).Should().Be(xml);
    }

    [Fact]
    public void What_XML_cannot_hold_is_refused()
    {
        var record = ElementDraft.New(SmallModel.Person).AddText("id", "a").AddText("alias", "x\uFFFF").Build();
        var write = () => RecordXml.ToUtf8(record);
        write.Should().Throw<XmlContentException>().Which.Fault.ToString().Should().Be("Person.alias[0]: XML cannot hold the character U+FFFF.");
    }

    [Fact]
    public void JSON_is_written_in_the_order_of_the_definition() =>
        Readings.Json("""{"surname":"b","answer":[true],"forename":"a","id":1}""").Should().Be("""{"id":"1","forename":"a","surname":"b","answer":[true]}""");

    [Fact]
    public void CSV_has_one_header_and_leaves_values_as_they_are()
    {
        var records = Readings.All("[{\"number\":\"=1+2\",\"name\":\"a,\\\"b\\\"\"},{\"number\":\"@x\",\"count\":-1}]", SmallModel.Row).Select(r => r.Root);
        Encoding.UTF8.GetString(RecordCsv.ToUtf8(records, SmallModel.Row)).Should().Be("number,name,born,count\r\n=1+2,\"a,\"\"b\"\"\",,\r\n@x,,,-1\r\n");
    }

    [Fact]
    public void A_record_of_one_empty_column_is_still_a_row()
    {
        var model = SmallModel.Of("A 1..1", "A.b 0..1 string");
        var csv = RecordCsv.ToUtf8([ElementDraft.New(model).Build(), ElementDraft.New(model).AddText("b", "x").Build()], model);
        Readings.All(csv, model).Select(r => Readings.Json(r.Root)).Should().Equal("{}", """{"b":"x"}""");
    }

    [Fact]
    public void What_does_not_fit_into_a_row_is_refused()
    {
        var record = Readings.One("""{"id":"1","alias":["a","b"]}""").Root;
        var write = () => RecordCsv.ToUtf8([record], SmallModel.Person);
        write.Should().Throw<ArgumentException>().WithMessage("Person.alias does not fit into one field of a row.*");
    }

    private static string Xml(Element record)
    {
        var text = Encoding.UTF8.GetString(RecordXml.ToUtf8(record));
        return text[(text.IndexOf("?>", StringComparison.Ordinal) + 2)..];
    }
}
