using System.Buffers;
using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir.Tests.Xml;

public sealed class XmlWritingTests
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    [Fact]
    public void Elements_are_written_in_the_order_of_the_definition_whatever_order_JSON_had() =>
        Xml("""{"birthDate":"2020","name":[{"given":["A","B"],"family":"C"}],"resourceType":"Patient","extension":[{"valueCode":"x","url":"u"}],"id":"p"}""").Should().Be(
            Declaration + "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"p\"/><extension url=\"u\"><valueCode value=\"x\"/></extension>"
            + "<name><family value=\"C\"/><given value=\"A\"/><given value=\"B\"/></name><birthDate value=\"2020\"/></Patient>");

    [Fact]
    public void Ids_and_extensions_of_primitives_are_attributes_and_elements() =>
        Xml("""{"resourceType":"Patient","_birthDate":{"extension":[{"url":"u","valueCode":"x"}],"id":"b"},"name":[{"_given":[null,{"id":"g"}],"given":["A",null]}]}""").Should().Be(
            Declaration + "<Patient xmlns=\"http://hl7.org/fhir\"><name><given value=\"A\"/><given id=\"g\"/></name>"
            + "<birthDate id=\"b\"><extension url=\"u\"><valueCode value=\"x\"/></extension></birthDate></Patient>");

    [Fact]
    public void Indented_XML_has_a_line_for_each_element_and_leaves_the_narrative_alone() =>
        Xml("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","text":{"status":"empty","div":" <div xmlns=\"http://www.w3.org/1999/xhtml\">a\r\n b</div>\n"}}}]}""", isIndented: true)
            .Should().Be(Declaration + """

                <Bundle xmlns="http://hl7.org/fhir">
                  <type value="collection"/>
                  <entry>
                    <resource>
                      <Patient>
                        <text>
                          <status value="empty"/>
                          <div xmlns="http://www.w3.org/1999/xhtml">a@ b</div>
                        </text>
                      </Patient>
                    </resource>
                  </entry>
                </Bundle>
                """.ReplaceLineEndings("\n").Replace("@", "\r\n"));

    [Fact]
    public void Values_survive_what_XML_readers_do_to_white_space()
    {
        const string Value = "  <a b=\"c\"> & 'd'\r\n\te\n]]>\u0085\u2028\ufeff\ud83d\ude00\uffee  ";
        var patient = ElementDraft.New(DefinitionSet.R4.FindType("Patient")!);
        patient.Add("name").AddText("family", Value).AddText("given", "\t");
        var xml = FhirXml.ToUtf8(patient.Build());
        var name = FhirXml.Read(xml).Root["name"].Single();
        name.ChildText("family").Should().Be(Value);
        name.ChildText("given").Should().Be("\t");
        Encoding.UTF8.GetString(xml).Should().Contain("&#13;&#10;&#9;e&#10;");
    }

    [Fact]
    public void Trees_that_share_content_with_others_are_written_whole()
    {
        var read = FhirXml.Read(Encoding.UTF8.GetBytes(Declaration + "<Patient xmlns=\"http://hl7.org/fhir\"><text><status value=\"empty\"/>"
            + "<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div></text><name><family value=\"A&amp;B\"/></name></Patient>")).Root;
        var edited = read.Edit().AddText("id", "new");
        edited.Edit(read["name"].Single()).AddText("given", "G");
        edited.Add("contact").Put("name", read["name"].Single());
        FhirXml.ToText(edited.Build()).Should().Be(Declaration + "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"new\"/><text><status value=\"empty\"/>"
            + "<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div></text><name><family value=\"A&amp;B\"/><given value=\"G\"/></name>"
            + "<contact><name><family value=\"A&amp;B\"/></name></contact></Patient>");
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","name":[{"id":"a"},{"family":"b\uffff"}]}""", "1:56: Patient.name[1].family: XML cannot hold the character U+FFFF.")]
    [InlineData("""{"resourceType":"Patient","implicitRules":"http://a\u0001b"}""", "1:43: Patient.implicitRules: XML cannot hold the character U+0001.")]
    [InlineData("""{"resourceType":"Patient","text":{"status":"empty","div":"<div xmlns='http://www.w3.org/1999/xhtml'><a b='' b=''/></div>"}}""", "1:58: Patient.text.div: The narrative is not one well-formed div in the XHTML namespace.")]
    [InlineData("""{"resourceType":"Patient","text":{"status":"empty","div":"<div xmlns='http://www.w3.org/1999/xhtml'><x:a/></div>"}}""", "1:58: Patient.text.div: The narrative is not one well-formed div in the XHTML namespace.")]
    [InlineData("""{"resourceType":"Patient","text":{"status":"empty","div":"<div title='http://www.w3.org/1999/xhtml'/>"}}""", "1:58: Patient.text.div: The narrative is not one well-formed div in the XHTML namespace.")]
    [InlineData("""{"resourceType":"Patient","text":{"status":"empty","div":"<div xmlns='http://www.w3.org/1999/xhtml'/>","_div":{"id":"d"}}}""", "1:58: Patient.text.div: XML writes a narrative as its div alone, without an id or extensions of its own.")]
    public void What_XML_cannot_hold_is_refused_and_not_written_broken(string json, string expected)
    {
        var root = FhirJson.Read(Encoding.UTF8.GetBytes(json), options: ReadOptions.Tolerant).Root;
        FhirXml.TryWrite(root, new ArrayBufferWriter<byte>(), out var fault).Should().BeFalse();
        fault!.ToString().Should().Be(expected);
        FluentActions.Invoking(() => FhirXml.ToUtf8(root)).Should().Throw<XmlContentException>().Which.Fault.Should().Be(fault);
    }

    [Fact]
    public void Data_types_and_logical_models_stand_under_the_name_of_their_type()
    {
        var model = new StructureFacts
        {
            Name = "Cell",
            Url = "urn:test:Cell",
            Base = "http://hl7.org/fhir/StructureDefinition/Element",
            Kind = StructureKind.Logical,
            Elements =
            [
                new ElementFacts { Path = "Cell" },
                new ElementFacts { Path = "Cell.number", Types = [new TypeFacts("string", [], [])], Traits = ElementTraits.XmlAttribute },
                new ElementFacts { Path = "Cell.visitor", Types = [new TypeFacts("HumanName", [], [])], BaseMax = int.MaxValue },
            ],
        };
        var set = DefinitionSet.R4.With([model]);
        var cell = ElementDraft.New(set.FindType("Cell")!).AddText("number", "7");
        cell.Add("visitor").AddText("family", "V");
        var text = FhirXml.ToText(cell.Build());
        text.Should().Be(Declaration + "<Cell xmlns=\"http://hl7.org/fhir\" number=\"7\"><visitor><family value=\"V\"/></visitor></Cell>");
        var read = FhirXml.Read(Encoding.UTF8.GetBytes(text), set, type: set.FindType("Cell"));
        FhirJson.ToText(read.Root).Should().Be("""{"number":"7","visitor":[{"family":"V"}]}""");

        var name = read.Root["visitor"].Single();
        FhirXml.ToText(name).Should().Be(Declaration + "<HumanName xmlns=\"http://hl7.org/fhir\"><family value=\"V\"/></HumanName>");
        FhirXml.Read(FhirXml.ToUtf8(name), type: set.FindType("Address")).Faults.Should().ContainSingle().Which.ToString().Should().Be("1:39: The root element must be Address.");
        FhirXml.ToText(name["family"].Single()).Should().Be(Declaration + "<string xmlns=\"http://hl7.org/fhir\" value=\"V\"/>");
    }

    private static string Xml(string json, bool isIndented = false) => FhirXml.ToText(FhirJson.Read(Encoding.UTF8.GetBytes(json)).Root, isIndented);
}
