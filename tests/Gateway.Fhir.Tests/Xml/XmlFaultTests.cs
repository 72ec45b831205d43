using System.Text;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir.Tests.Xml;

/// <summary>Bad XML, and each fault that reading it gives: place, expression and words.</summary>
public sealed class XmlFaultTests
{
    private const string Open = "<Patient xmlns=\"http://hl7.org/fhir\">\n";
    private const string Close = "\n</Patient>";

    public static TheoryData<string, string> NotWellFormed => new()
    {
        { "", "1:1: The XML has no root element." },
        { "<!-- only this -->", "1:19: The XML has no root element." },
        { "<!DOCTYPE Patient>" + Open + "<active value=\"true\"/>" + Close, "1:1: The XML has a document type declaration: DTDs and entities are not allowed." },
        { "<?xml version=\"1.0\"?>\n<!-- <!DOCTYPE --> <!DOCTYPE Patient>" + Open + Close, "2:20: The XML has a document type declaration: DTDs and entities are not allowed." },
        {
            "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>\n" + Open + "<id value=\"&c;\"/>" + Close,
            "1:1: The XML has a document type declaration: DTDs and entities are not allowed."
        },
        { Open + "<id value=\"&c;\"/>" + Close, "2:13: The XML names an entity that XML itself does not define: DTDs and entities are not allowed." },
        { Open + "<active value=\"true\"/>", "2:23: The XML ends too early." },
        { Open + "<active value=\"tr", "2:18: The XML ends too early." },
        { Open + "<active value=\"true\"/>" + Close + "\n<Patient/>", "4:2: The XML has more than one root element." },
        { Open + "<active value=\"true\"/>" + Close + "\nmore", "4:1: The XML has text outside its root element." },
        { "more" + Open + "<active value=\"true\"/>" + Close, "1:1: The XML has text outside its root element." },
        { Open + "<active value=\"true\"></b>" + Close, "2:24: An end tag closes another element than the one that is open." },
        { Open + "<active value=\"true\" value=\"true\"/>" + Close, "2:22: An attribute stands twice in one tag." },
        { Open + "<f:active value=\"true\"/>" + Close, "2:2: A namespace prefix is not declared." },
        { Open + "<id value=\"\u0001\"/>" + Close, "2:12: The XML holds a character that XML does not allow." },
        { Open + "<id value=\"&#1;\"/>" + Close, "2:14: The XML holds a character that XML does not allow." },
        { Open + "<id value=1/>" + Close, "2:11: The XML is malformed here." },
        { Open + "<text><status value=\"empty\"/><div xmlns=\"http://www.w3.org/1999/xhtml\">&nbsp;</div></text>" + Close, "2:73: The XML names an entity that XML itself does not define: DTDs and entities are not allowed." },
    };

    public static TheoryData<string, string> Structures => new()
    {
        { "<Patient><active value=\"true\"/></Patient>", "1:1: The element is not in the namespace http://hl7.org/fhir." },
        { "<Patient xmlns=\"urn:other\"><active value=\"true\"/></Patient>", "1:1: The element is not in the namespace http://hl7.org/fhir." },
        { "<Patent xmlns=\"http://hl7.org/fhir\"/>", "1:1: The element 'Patent' is not a type of resource that is known here." },
        { "<DomainResource xmlns=\"http://hl7.org/fhir\"/>", "1:1: The element 'DomainResource' is not a type of resource that is known here." },
        { "<Patient xmlns=\"http://hl7.org/fhir\"/>", "1:1: Patient: The element is empty: it has neither a value nor elements." },
        { "<Patient xmlns=\"http://hl7.org/fhir\" id=\"1\"><active value=\"true\"/></Patient>", "1:38: Patient: Patient has no attribute 'id'." },
        { "<Patient xmlns=\"http://hl7.org/fhir\" value=\"1\"><active value=\"true\"/></Patient>", "1:38: Patient: Patient has no attribute 'value'." },
        { "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Open + "<active value=\"true\"/>" + Close, "1:1: The XML declares another encoding than UTF-8." },
        { Open + "<name xmlns=\"urn:other\"/>" + Close, "2:1: Patient.name[0]: The element is not in the namespace http://hl7.org/fhir." },
        { Open + "<x:more xmlns:x=\"urn:other\"/>" + Close, "2:1: Patient.more: The element is not in the namespace http://hl7.org/fhir." },
        { Open + "<active value=\"true\"/><nama/>" + Close, "2:23: Patient.nama: Patient has no element 'nama'." },
        { Open + "<deceased value=\"true\"/>" + Close, "2:1: Patient.deceased: Patient has no element 'deceased'." },
        { Open + "<name use=\"usual\"><family value=\"é\"/></name>" + Close, "2:7: Patient.name[0]: HumanName has no attribute 'use'." },
        { Open + "<name xmlns:x=\"urn:x\" x:id=\"1\"><family value=\"é\"/></name>" + Close, "2:23: Patient.name[0]: HumanName has no attribute 'x:id'." },
        { Open + "<name><id value=\"1\"/><family value=\"é\"/></name>" + Close, "2:7: Patient.name[0].id: In XML, id is an attribute and not an element." },
        { Open + "<active value=\"true\"/><active value=\"true\"/>" + Close, "2:23: Patient.active: The element active stands twice and does not repeat." },
        { Open + "<deceasedBoolean value=\"true\"/><deceasedDateTime value=\"2020\"/>" + Close, "2:32: Patient.deceased: The element deceased stands twice and does not repeat." },
        { Open + "<birthDate value=\"2020\"/><active value=\"true\"/>" + Close, "2:26: Patient.active: XML has an order: active stands before birthDate." },
        { Open + "<maritalStatus id=\"a\"/><deceasedBoolean value=\"true\"/>" + Close, "2:24: Patient.deceased: XML has an order: deceasedBoolean stands before maritalStatus." },
        { Open + "<name id=\"a\"/><gender value=\"male\"/><name id=\"b\"/><name id=\"c\"/>" + Close, "2:37: Patient.name[1]: The repetitions of name do not stand next to each other." },
        { Open + "<name xml:space='preserve'> <family value=\"a\"/> </name>" + Close, "2:7: Patient.name[0]: HumanName has no attribute 'xml:space'." },
        { Open + "<name/>" + Close, "2:1: Patient.name[0]: The element is empty: it has neither a value nor elements." },
        { Open + "<active></active>" + Close, "2:1: Patient.active: The element is empty: it has neither a value nor elements." },
        { Open + "<id value=\"\"/>" + Close, "2:5: Patient.id: The value is empty." },
        { Open + "<name id=\"\"/>" + Close, "2:7: Patient.name[0].id: The value is empty." },
        { Open + "<name>\n <family value=\"\u00e9\ud83d\ude00\"/>x</name>" + Close, "3:22: Patient.name[0]: There is text between the elements." },
        { Open + "<active value=\"true\">\n  yes</active>" + Close, "3:3: Patient.active: There is text between the elements." },
        { Open + "<active value=\"true\"/><?run this?>" + Close, "2:23: Patient: A resource has no processing instructions." },
        { Open + "<active value=\"yes\"/>" + Close, "2:9: Patient.active: A boolean is true or false." },
        { Open + "<birthDate value=\"2020-13-01\"/>" + Close, "2:12: Patient.birthDate: A date is YYYY, YYYY-MM or YYYY-MM-DD, and on the calendar." },
        { Open + "<deceasedDateTime value=\"2020-01-01T10:00\"/>" + Close, "2:19: Patient.deceased: A dateTime is a date, or YYYY-MM-DDThh:mm:ss with a time zone." },
        { Open + "<extension url=\"\"><valueCode value=\"a\"/></extension>" + Close, "2:12: Patient.extension[0].url: The value is empty." },
        { Open + "<text><status value=\"empty\"/><div>hi</div></text>" + Close, "2:30: Patient.text.div: The element is not in the namespace http://www.w3.org/1999/xhtml." },
        { Open + "<text><status value=\"empty\"/><div xmlns=\"http://www.w3.org/1999/xhtml\"><?php?></div></text>" + Close, "2:30: Patient.text.div: The narrative holds a DTD or a processing instruction." },
        { Open + "<contained/>" + Close, "2:1: Patient.contained[0]: The element holds no resource." },
        { Open + "<contained>text</contained>" + Close, "2:12: Patient.contained[0]: There is text between the elements." },
        { Open + "<contained id=\"a\"><Patient><id value=\"a\"/></Patient></contained>" + Close, "2:12: Patient.contained[0]: The element holds a resource and has no attribute 'id'." },
        { Open + "<contained><Patient><id value=\"a\"/></Patient><Patient><id value=\"b\"/></Patient></contained>" + Close, "2:46: Patient.contained[0]: The element holds more than one resource." },
        { Open + "<contained><Pet><id value=\"a\"/></Pet></contained>" + Close, "2:12: Patient.contained[0]: The element 'Pet' is not a type of resource that is known here." },
        { Open + "<contained><Patient><id value=\"#\"/></Patient></contained>" + Close, "2:25: Patient.contained[0].id: An id has only letters, digits, hyphens and dots." },
    };

    [Theory]
    [MemberData(nameof(NotWellFormed))]
    public void Broken_XML_is_refused_where_it_breaks(string xml, string fault) => Faults(xml).Should().Equal(fault);

    [Theory]
    [MemberData(nameof(Structures))]
    public void XML_that_is_no_resource_is_refused_with_the_place_and_the_expression(string xml, string fault) => Faults(xml)[0].Should().Be(fault);

    [Fact]
    public void All_faults_are_reported_in_the_order_of_the_text() => Faults(
        Open + "<id value=\"#\"/><active value=\"\"/>\n<nama/><name><family/></name><name foo=\"\"/>" + Close).Should().Equal(
        "2:5: Patient.id: An id has only letters, digits, hyphens and dots.",
        "2:24: Patient.active: The value is empty.",
        "3:1: Patient.nama: Patient has no element 'nama'.",
        "3:14: Patient.name[0].family: The element is empty: it has neither a value nor elements.",
        "3:36: Patient.name[1]: HumanName has no attribute 'foo'.");

    [Fact]
    public void What_breaks_the_XML_comes_after_the_faults_before_it() => Faults(Open + "<nama/><a></b>").Should().Equal(
        "2:1: Patient.nama: Patient has no element 'nama'.",
        "2:8: Patient.a: Patient has no element 'a'.",
        "2:13: An end tag closes another element than the one that is open.");

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        byte[] xml = [.. Encoding.UTF8.GetBytes(Open + "<id value=\""), 0xC3, 0x28, .. "\"/></Patient>"u8];
        FhirXml.Read(xml).Faults.Select(f => f.ToString()).Should().Equal("2:12: The text is not UTF-8.");
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    public void UTF_16_is_refused_by_name(string encoding, bool hasMark)
    {
        var coder = Encoding.GetEncoding(encoding);
        byte[] xml = [.. hasMark ? coder.GetPreamble() : [], .. coder.GetBytes(Open + "<active value=\"true\"/>" + Close)];
        FhirXml.Read(xml).Faults.Select(f => f.ToString()).Should().Equal("1:1: The text is UTF-16; XML is read in UTF-8 alone.");
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Elements_nest_64_deep_and_no_deeper(int extensions, bool isRead)
    {
        var xml = Open + string.Concat(Enumerable.Repeat("<extension url=\"u\">", extensions)) + "<valueCode value=\"a\"/>"
            + string.Concat(Enumerable.Repeat("</extension>", extensions)) + Close;
        var read = FhirXml.Read(Encoding.UTF8.GetBytes(xml));
        read.IsRead.Should().Be(isRead);
        if (!isRead)
            read.Faults.Should().ContainSingle().Which.Should().Match<Outcomes.Fault>(f => f.Column == 1198 && f.Message == "Elements are nested more than 64 deep.");
    }

    [Fact]
    public void Nesting_without_end_is_given_up() =>
        Faults(Open + string.Concat(Enumerable.Repeat("<a>", 100_000)))[^1].Should().Be("2:3074: The XML is nested too deeply to be read on.");

    [Fact]
    public void A_tag_with_thousands_of_attributes_is_given_up() =>
        Faults($"<Patient {string.Join(' ', Enumerable.Range(0, 1001).Select(i => $"a{i}='>'"))}/>").Should().Equal("1:1: The tag has more than 1000 attributes.");

    [Fact]
    public void A_text_longer_than_the_limit_is_refused() =>
        FhirXml.Read(Encoding.UTF8.GetBytes(Open), options: new ReadOptions { MaxBytes = 10 }).Faults.Should().ContainSingle().Which.Message.Should().Contain("at most 10 are read");

    [Fact]
    public void No_fault_repeats_content() => string.Concat(NotWellFormed.Select(c => Faults(((string)c[0]).Replace("true", "secret", StringComparison.Ordinal))).SelectMany(f => f))
        .Should().NotContain("secret").And.NotContain("lolz");

    [Fact]
    public void Two_hundred_thousand_faulty_elements_are_read_in_one_pass()
    {
        var xml = Open + string.Concat(Enumerable.Repeat("<name><family value=\"\"/></name>", 200_000)) + Close;
        var faults = Faults(xml);
        faults.Should().HaveCount(1001);
        faults[999].Should().Be("2:30984: Patient.name[999].family: The value is empty.");
        faults[1000].Should().Be("199000 more faults are not listed.");
    }

    private static string[] Faults(string xml)
    {
        var read = FhirXml.Read(Encoding.UTF8.GetBytes(xml));
        read.IsRead.Should().BeFalse();
        return [.. read.Faults.Select(f => f.ToString())];
    }
}
