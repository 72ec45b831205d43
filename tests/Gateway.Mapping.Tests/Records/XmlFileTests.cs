using System.Text;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Records;

public class XmlFileTests
{
    [Fact]
    public void Children_of_the_root_that_have_the_models_name_are_records()
    {
        var readings = Readings.All("<People>\n<Count>2</Count>\n<Person id='1'/>\n<Person><x/></Person>\n<x:Person xmlns:x='u' id='3'/></People>");
        readings.Select(r => (r.Number, r.Line, r.IsRead)).Should().Equal((1, 3, true), (2, 4, false), (3, 5, true));
    }

    [Theory]
    [InlineData("<Other/>")]
    [InlineData("<Other><Deeper><Person id='1'/></Deeper></Other>")]
    public void A_root_that_is_and_holds_no_record_is_refused(string xml)
    {
        var reading = Readings.One(xml);
        reading.Number.Should().Be(0);
        reading.Faults.Single().ToString().Should().Be("1:1: The root element must be Person, or hold elements of that name.");
    }

    [Fact]
    public void What_came_before_a_break_is_delivered_and_the_break_is_the_fault_of_its_record()
    {
        var readings = Readings.All("<L><Person id='1'/><Person id='2'/>\n<Person id='3'><alias>x</alia></Person><Person id='4'/></L>");
        readings.Select(r => (r.Number, r.IsRead)).Should().Equal((1, true), (2, true), (3, false));
        readings[2].Faults.Single().ToString().Should().StartWith("2:").And.EndWith("Person.alias[0]: An end tag closes another element than the one that is open.");
    }

    [Theory]
    [InlineData("<Person id='1'>", 1, "The XML ends too early.")]
    [InlineData("<Person id='1'/><Person id='2'/>", 1, "The XML has more than one root element.")]
    [InlineData("<!DOCTYPE p [<!ENTITY a 'b'>]><Person id='&a;'/>", 0, "The XML has a document type declaration: DTDs and entities are not allowed.")]
    [InlineData("<Person id='1'>&a;</Person>", 1, "The XML names an entity that XML itself does not define: DTDs and entities are not allowed.")]
    [InlineData("<Person id='1'>\0</Person>", 1, "The XML holds a character that XML does not allow.")]
    [InlineData("<Person id='1'>&#xD800;</Person>", 1, "The XML holds a character that XML does not allow.")]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><Person id='1'/>", 0, "The XML declares another encoding than UTF-8.")]
    public void XML_that_is_not_sound_is_refused(string xml, int number, string message)
    {
        var reading = Readings.One(xml);
        reading.Number.Should().Be(number);
        reading.Faults.Single().Message.Should().Be(message);
    }

    [Fact]
    public void A_document_type_bomb_costs_nothing()
    {
        var entities = string.Concat(Enumerable.Range(0, 100).Select(i => $"<!ENTITY a{i + 1} '&a{i};&a{i};'>"));
        Readings.One($"<!DOCTYPE p [<!ENTITY a0 'x'>{entities}]><Person id='1'>&a100;</Person>").Faults.Single().Message.Should().Contain("document type declaration");
    }

    [Fact]
    public void Invalid_UTF_8_breaks_the_file_where_it_stands()
    {
        byte[] bytes = [.. "<L><Person id='1'/>\n<Person id='2'><alias>"u8, 0xC3, .. "</alias></Person></L>"u8];
        var readings = Readings.All(bytes);
        readings.Select(r => r.IsRead).Should().Equal(true, false);
        readings[1].Faults.Single().ToString().Should().Be("2:23: Person.alias[0]: The text is not UTF-8.");
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        const string tooDeep = "The XML is nested too deeply to be read on.";
        var deep = string.Concat(Enumerable.Repeat("<b>", 100_000));
        Readings.One($"<A>{deep}</A>").Faults.Single().Message.Should().Be(tooDeep);
        Readings.One($"<L><Person id='1'>{deep}").Faults.Single().Message.Should().Be(tooDeep);
    }

    [Fact]
    public void A_tag_with_too_many_attributes_ends_the_file_after_what_came_before()
    {
        var attributes = string.Join(" ", Enumerable.Range(0, 200_000).Select(i => $"xmlns:a{i}='u{i}'"));
        var readings = Readings.All($"<L><!-- a > b ' --><Person id='1'/><![CDATA[ <a ]]><Person id='2' {attributes}/></L>");
        readings.Select(r => r.IsRead).Should().Equal(true, false);
        readings[1].Faults.Single().Message.Should().Be("A tag is too long, or has more than 1000 attributes.");
    }

    [Fact]
    public void A_value_of_10_MB_is_read_where_the_limit_allows_and_refused_where_not()
    {
        var xml = Encoding.UTF8.GetBytes($"<Person id='1'><alias>{new string('x', 10_000_000)}</alias></Person>");
        RecordContent.Read(new MemoryStream(xml), SmallModel.Person).Single().Root["alias"].Single().Text.Should().HaveLength(10_000_000);
        RecordContent.Read(new MemoryStream(xml), SmallModel.Person, new RecordOptions { MaxRecordBytes = 1_000_000 }).Single().Faults.Single().Message
            .Should().Be("The record has more than the 1000000 bytes that are read.");
    }

    [Fact]
    public void Half_a_surrogate_pair_at_the_edge_of_a_buffer_is_kept_whole()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 5000));
        Readings.One($"<Person id='1'><alias>x{text}</alias></Person>").Root["alias"].Single().Text.Should().Be("x" + text);
    }
}
