using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Json;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir.Tests.Xml;

public sealed class XmlReadingTests
{
    [Fact]
    public void A_byte_order_mark_comments_a_schema_location_and_a_prefix_are_allowed()
    {
        var read = Read("\ufeff<?xml version='1.0' encoding='utf-8'?>\r\n<?xml-stylesheet href='a'?><!-- before -->"
            + "<f:Patient xmlns:f='http://hl7.org/fhir' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'>"
            + "<!-- in --><f:active value='true'><!-- empty --></f:active></f:Patient><!-- after -->");
        FhirJson.ToText(read.Root).Should().Be("""{"resourceType":"Patient","active":true}""");
        read.Root["active"].Single().Place.Should().Be((2, 174));
    }

    [Theory]
    [InlineData("1.10")]
    [InlineData("-0.0")]
    [InlineData("1e-7")]
    public void Decimals_keep_their_text(string value)
    {
        var read = FhirXml.Read(Encoding.UTF8.GetBytes($"<decimal xmlns='http://hl7.org/fhir' value='{value}'/>"), type: DefinitionSet.R4.FindType("decimal"));
        read.Root.Text.Should().Be(value);
        FhirJson.ToText(read.Root).Should().Be(value);
    }

    [Fact]
    public void Values_are_decoded_as_XML_says()
    {
        var read = Read("<Patient xmlns='http://hl7.org/fhir'><name><family value=' a\nb\tc&#10;&#x1F600;&lt;&quot;&#xD; '/></name></Patient>");
        read.Root["name"].Single().ChildText("family").Should().Be(" a b c\n\ud83d\ude00<\"\r ");
        FhirJson.ToText(read.Root).Should().Contain("\" a b c\\n\ud83d\ude00<\\\"\\r \"");
    }

    [Theory]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'>\r\n <p a=\"&gt;>\">&#233;</p><!-- c --></div >", null)]
    [InlineData("<div\n id='>' xmlns=\"http://www.w3.org/1999/xhtml\" />", null)]
    [InlineData("<h:div><h:p/></h:div>", "<h:div xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:p/></h:div>")]
    [InlineData("<h:div\tid='a'><h:p i:x='1'/><j:q xmlns:j='urn:j'/></h:div>", "<h:div xmlns:h=\"http://www.w3.org/1999/xhtml\" xmlns:i=\"urn:i?a&amp;b\"\tid='a'><h:p i:x='1'/><j:q xmlns:j='urn:j'/></h:div>")]
    [InlineData("<h:div xmlns:h='http://www.w3.org/1999/xhtml'><i:a xmlns:i='urn:k'/><i:b/></h:div>", "<h:div xmlns:i=\"urn:i?a&amp;b\" xmlns:h='http://www.w3.org/1999/xhtml'><i:a xmlns:i='urn:k'/><i:b/></h:div>")]
    [InlineData("<h:div/>", "<h:div xmlns:h=\"http://www.w3.org/1999/xhtml\"/>")]
    public void A_narrative_keeps_its_bytes_and_gets_the_declarations_that_it_needs(string div, string? expected)
    {
        var read = Read($"<Patient xmlns='http://hl7.org/fhir' xmlns:h='http://www.w3.org/1999/xhtml' xmlns:i='urn:i?a&amp;b'>\n<!-- \ud83d\ude00 --><text><status value='empty'/> {div}</text></Patient>");
        read.Root["text"].Single().ChildText("div").Should().Be(expected ?? div);
        FhirXml.Read(FhirXml.ToUtf8(read.Root)).Root["text"].Single().ChildText("div").Should().Be(expected ?? div);
    }

    [Fact]
    public void A_default_namespace_outside_the_div_is_added_to_it()
    {
        var read = Read("<f:Patient xmlns:f='http://hl7.org/fhir' xmlns='http://www.w3.org/1999/xhtml'><f:text><f:status value='empty'/><div><p/></div></f:text></f:Patient>");
        read.Root["text"].Single().ChildText("div").Should().Be("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p/></div>");
    }

    [Fact]
    public void Tolerant_reading_leaves_out_what_it_must_and_puts_the_rest_in_order()
    {
        var read = Read("<Patient xmlns='http://hl7.org/fhir'><birthDate value='soon'/><name><family value='A'/><foo/></name><telecom><rank value='x'/><value value='1'/></telecom>"
            + "<name><given value='B'/></name>text<active value='yes'/><active value='true'/></Patient>", ReadOptions.Tolerant);
        read.Faults.Should().HaveCount(11).And.OnlyContain(f => f.IsWarning);
        FhirJson.ToText(read.Root).Should().Be(
            """{"resourceType":"Patient","name":[{"family":"A"},{"given":["B"]}],"telecom":[{"value":"1"}],"birthDate":"soon"}""");
        read.Root["name"].Select(n => n.Place.Column).Should().Equal(63, 155);
    }

    [Fact]
    public void Tolerant_reading_takes_a_document_without_a_namespace() =>
        FhirJson.ToText(Read("<Patient><name><family value='A'/></name></Patient>", ReadOptions.Tolerant).Root).Should().Be("""{"resourceType":"Patient","name":[{"family":"A"}]}""");

    private static ReadResult Read(string xml, ReadOptions? options = null) => FhirXml.Read(Encoding.UTF8.GetBytes(xml), options: options);
}
