namespace Gateway.Mapping.Tests.Records;

public class XmlRecordTests
{
    [Fact]
    public void A_record_is_read_by_local_names_in_whatever_order() => Readings.Json(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- a comment -->
        <p:Person id="a1" xmlns:p="urn:x" xmlns="urn:y">
          <alias>An</alias>
          <p:surname>Smith &amp; <![CDATA[<Sons>]]></p:surname>
          <custody><arrival>2026-01-31T10:00:00Z</arrival><station code="LS">Leeds<!-- no --> Elland</station></custody>
          <forename> Ann </forename>
          <alias>Annie</alias>
          <born>
            1990-02-01
          </born>
          <?target data?>
          <isVeteran>true</isVeteran>
        </p:Person>
        """).Should().Be(
        """{"id":"a1","forename":" Ann ","surname":"Smith & <Sons>","born":"1990-02-01","isVeteran":true,"alias":["An","Annie"],"custody":{"station":{"code":"LS","name":"Leeds Elland"},"arrival":"2026-01-31T10:00:00Z"}}""");

    [Theory]
    [InlineData("<forename/>")]
    [InlineData("<forename>  </forename>")]
    [InlineData("<forename><![CDATA[ ]]></forename>")]
    [InlineData("<address/>")]
    [InlineData("<address><line/></address>")]
    [InlineData("<custody><station code=''> </station></custody>")]
    [InlineData("<forename xsi:nil='true'>x</forename>")]
    [InlineData("<custody xsi:nil='1'><arrival>x</arrival></custody>")]
    public void What_counts_as_absent_leaves_no_element(string inside) =>
        Readings.Json($"<Person id='1' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'>{inside}</Person>").Should().Be("""{"id":"1"}""");

    [Theory]
    [InlineData("<answer>true</answer>", "boolean")]
    [InlineData("<answer>1.5</answer>", "decimal")]
    [InlineData("<answer>maybe</answer>", "string")]
    [InlineData("<answer> <option>a</option></answer>", "BackboneElement")]
    [InlineData("<answer xsi:type='string'>true</answer>", "string")]
    [InlineData("<answer xsi:type='xs:boolean'>true</answer>", "boolean")]
    [InlineData("<answer xsi:type='unheard'>true</answer>", "boolean")]
    public void A_choice_takes_the_type_that_it_names_or_the_first_that_fits(string inside, string type) =>
        Readings.One($"<Person id='1' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>{inside}</Person>").Root["answer"].Single().Type.Name.Should().Be(type);

    [Theory]
    [InlineData("<forename>a</forename>\n<forename>b</forename>", "2:1: Person.forename: The element forename stands twice and does not repeat.")]
    [InlineData("<born>1.2.90</born>", "1:16: Person.born: A date is YYYY, YYYY-MM or YYYY-MM-DD, and on the calendar.")]
    [InlineData("<custody/><custody><station>x</station></custody>", "1:26: Person.custody.arrival: The element arrival is required and not there.")]
    [InlineData("<address><line>a</line></address><address><postcode>b</postcode></address>", "1:49: Person.address[1].line: The element line is required and not there.")]
    [InlineData("<custody><arrival>2026</arrival><station code=' a  b'>x</station></custody>", "1:57: Person.custody.station.code: A code has no spaces at its ends and only single ones inside.")]
    public void A_fault_says_where_and_what_without_the_value(string inside, string fault)
    {
        var reading = Readings.One($"<Person id='1'>{inside}</Person>");
        reading.IsRead.Should().BeFalse();
        reading.Faults.Select(f => f.ToString()).Should().Equal(fault);
    }

    [Fact]
    public void A_required_attribute_that_is_not_there_is_a_fault() =>
        Readings.Faults("<Person><forename>a</forename></Person>").Should().Equal("1:1: Person.id: The element id is required and not there.");

    [Fact]
    public void Unknown_elements_attributes_and_texts_are_listed()
    {
        var reading = Readings.One("<Person id='1' x='2'>text<y><id>3</id></y><forename z='1'>a<b/></forename><address><line>l</line><y/></address><id>4</id></Person>");
        reading.IsRead.Should().BeTrue();
        reading.Unmapped.Should().Equal("Person.x", "Person.y", "Person.forename.z", "Person.forename.b", "Person.address.y", "Person.id", "Person.#text");
    }

    [Fact]
    public void Repetitions_apart_from_each_other_come_together_in_order() =>
        Readings.One("<Person id='1'><alias>a</alias><surname>s</surname><alias>b</alias></Person>").Root["alias"].Select(a => (a.Text, a.Place)).Should()
            .Equal(("a", (1, 16)), ("b", (1, 52)));

    [Theory]
    [InlineData("<custody>&lt;arrival&gt;2026-01-31T10:00:00Z&lt;/arrival&gt;</custody>")]
    [InlineData("<custody> &lt;!-- a --&gt; &lt;?xml version='1.0'?&gt; &lt;x:arrival xmlns:x='urn:x'&gt;2026-01-31T10:00:00Z&lt;/x:arrival&gt; </custody>")]
    [InlineData("<custody><![CDATA[<arrival>2026-01-31T10:00:00Z</arrival>]]></custody>")]
    public void Parts_that_lie_in_an_element_as_XML_in_text_are_read(string inside) =>
        Readings.Json($"<Person id='1'>{inside}</Person>").Should().Be("""{"id":"1","custody":{"arrival":"2026-01-31T10:00:00Z"}}""");

    [Fact]
    public void XML_in_text_that_cannot_be_read_is_a_fault_of_its_element()
    {
        var reading = Readings.One("<Person id='1'><custody>&lt;arrival&gt;2026&lt;/nothing&gt;</custody><born>x</born></Person>");
        reading.IsRead.Should().BeFalse();
        reading.Faults.Select(f => f.ToString()).Should().Equal(
            "1:16: Person.custody: The text holds XML that cannot be read. An end tag closes another element than the one that is open.",
            "1:16: Person.custody.arrival: The element arrival is required and not there.",
            "1:70: Person.born: A date is YYYY, YYYY-MM or YYYY-MM-DD, and on the calendar.");
    }

    [Fact]
    public void Entities_of_XML_in_text_are_never_resolved()
    {
        var reading = Readings.One("<Person id='1'><custody>&lt;!DOCTYPE a [&lt;!ENTITY b 'c'&gt;]&gt;&lt;arrival&gt;&amp;b;&lt;/arrival&gt;</custody></Person>");
        reading.Root["custody"].Should().BeEmpty();
        reading.Unmapped.Should().Equal("Person.custody.#text");
    }
}
