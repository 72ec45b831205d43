using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Tests.Records;

public class JsonRecordTests
{
    [Fact]
    public void A_record_is_read_as_its_source_wrote_it() => Readings.Json(
        """{"id":"a1","forename":"Ann","born":"1990-02-01","height":1.70,"children":2,"isVeteran":false,"alias":["An","Annie"],"address":[{"line":["1 High St"],"postcode":"LS1"}]}""")
        .Should().Be("""{"id":"a1","forename":"Ann","born":"1990-02-01","height":1.70,"children":2,"isVeteran":false,"alias":["An","Annie"],"address":[{"line":["1 High St"],"postcode":"LS1"}]}""");

    [Theory]
    [InlineData("""{"id":"1","forename":null}""")]
    [InlineData("""{"id":"1","forename":""}""")]
    [InlineData("""{"id":"1","forename":" \t "}""")]
    [InlineData("""{"id":"1","forename":"\u0020"}""")]
    [InlineData("""{"id":"1","alias":[]}""")]
    [InlineData("""{"id":"1","alias":[null,"",[],{ }]}""")]
    [InlineData("""{"id":"1","address":{}}""")]
    [InlineData("""{"id":"1","address":[{},null]}""")]
    [InlineData("""{"id":"1","custody":{"station":{"name":null}}}""")]
    [InlineData("""{"id":"1","forename":[ ],"born":{ }}""")]
    [InlineData("""{"id":"1","address":""}""")]
    public void What_counts_as_absent_leaves_no_element(string json) => Readings.Json(json).Should().Be("""{"id":"1"}""");

    [Theory]
    [InlineData("""{"id":12.50}""", """{"id":"12.50"}""")]
    [InlineData("""{"id":true}""", """{"id":"true"}""")]
    [InlineData("""{"id":"1","height":"1.80"}""", """{"id":"1","height":1.80}""")]
    [InlineData("""{"id":"1","isVeteran":"true"}""", """{"id":"1","isVeteran":true}""")]
    [InlineData("""{"id":"1","born":1990}""", """{"id":"1","born":"1990"}""")]
    [InlineData("""{"id":"1","alias":"An"}""", """{"id":"1","alias":["An"]}""")]
    [InlineData("""{"id":"1","forename":["An"]}""", """{"id":"1","forename":"An"}""")]
    [InlineData("""{"id":"1","address":{"line":"x"}}""", """{"id":"1","address":[{"line":["x"]}]}""")]
    [InlineData("""{"id":" a\n\"b\" "}""", """{"id":" a\n\"b\" "}""")]
    [InlineData("""{"i\u0064":"\u00e9\u20ac"}""", """{"id":"é€"}""")]
    public void Shapes_that_fit_are_accepted_and_texts_kept(string json, string expected) => Readings.Json(json).Should().Be(expected);

    [Theory]
    [InlineData("""{"id":"1","answer":"x"}""", """{"id":"1","answer":["x"]}""")]
    [InlineData("""{"id":"1","answer":[1.50,true,"x",{"option":"a","comment":"b"},null]}""", """{"id":"1","answer":[1.50,true,"x",{"option":"a","comment":"b"}]}""")]
    public void A_choice_takes_the_type_of_the_values_shape(string json, string expected) => Readings.Json(json).Should().Be(expected);

    [Fact]
    public void The_variants_of_a_choice_have_the_types_of_their_shapes() =>
        Readings.One("""{"id":"1","answer":[1.50,true,"true",{"option":"a"}]}""").Root["answer"].Select(a => a.Type.Name)
            .Should().Equal("decimal", "boolean", "string", "BackboneElement");

    [Fact]
    public void A_choice_may_name_another_model()
    {
        var model = SmallModel.Of("A 1..1", $"A.v[x] 0..1 string,{SmallModel.Root}B", "B 1..1", "B.c 0..1 integer");
        Readings.Json("""{"v":{"c":1}}""", model).Should().Be("""{"v":{"c":1}}""");
        Readings.One("""{"v":{"c":1}}""", model).Root["v"].Single().Type.Name.Should().Be("B");
    }

    [Theory]
    [InlineData("""{"id":"1","born":"01/02/1990"}""", "1:18: Person.born: A date is YYYY, YYYY-MM or YYYY-MM-DD, and on the calendar.")]
    [InlineData("""{"id":"1","children":1.5}""", "1:22: Person.children: An integer is a whole number of at most 32 bits.")]
    [InlineData("""{"id":"1","children":" 1"}""", "1:22: Person.children: An integer is a whole number of at most 32 bits.")]
    [InlineData("""{"id":"1","isVeteran":"yes"}""", "1:23: Person.isVeteran: A boolean is true or false.")]
    [InlineData("""{"id":"1","id":"2"}""", "1:11: Person.id: The element id stands twice in one object.")]
    [InlineData("""{"id":"1","forename":["a","b"]}""", "1:22: Person.forename: The element does not repeat, and its array has more than one item.")]
    [InlineData("""{"id":"1","alias":["a",["b"]]}""", "1:24: Person.alias[1]: The element must be a single value, not an array.")]
    [InlineData("""{"id":"1","forename":{"a":1}}""", "1:22: Person.forename: The element must be a single value, not an object.")]
    [InlineData("""{"id":"1","address":["x"]}""", "1:22: Person.address[0]: The element must be an object, not a string.")]
    [InlineData("""{"forename":"Ann"}""", "1:1: Person.id: The element id is required and not there.")]
    [InlineData("""{"id":null}""", "1:1: Person.id: The element id is required and not there.")]
    [InlineData("""{"id":"1","address":[{"line":"x"},{"postcode":"LS1"}]}""", "1:35: Person.address[1].line: The element line is required and not there.")]
    [InlineData("""{"id":"\ud800"}""", "1:7: Person.id: The string holds an escape that is no character.")]
    [InlineData("""{"id":"a\u0000"}""", "1:7: Person.id: The text holds a control character.")]
    public void A_fault_says_where_and_what_without_the_value(string json, string fault)
    {
        var reading = Readings.One(json);
        reading.IsRead.Should().BeFalse();
        reading.Faults.Select(f => f.ToString()).Should().Contain(fault);
    }

    [Fact]
    public void Every_fault_of_a_record_is_reported() => Readings.Faults("{\n\"born\":\"x\",\n\"children\":\"y\"}").Should().Equal(
        "1:1: Person.id: The element id is required and not there.",
        "2:8: Person.born: A date is YYYY, YYYY-MM or YYYY-MM-DD, and on the calendar.",
        "3:12: Person.children: An integer is a whole number of at most 32 bits.");

    [Fact]
    public void Kinds_of_faults_tell_values_from_shapes() =>
        Readings.One("""{"born":"x"}""").Faults.Select(f => f.Kind).Should().Equal(FaultKind.Structure, FaultKind.Value);

    [Fact]
    public void Unknown_fields_are_listed_once_by_the_sources_names_and_skipped_whole()
    {
        var reading = Readings.One("""{"id":"1","x":{"y":[1,{"id":2}]},"address":[{"line":"a","z":1},{"line":"b","z":2}],"q":null,"bad name":1}""");
        reading.IsRead.Should().BeTrue();
        reading.Unmapped.Should().Equal("Person.x", "Person.address.z", "Person.?");
    }

    [Fact]
    public void Unknown_fields_are_listed_up_to_a_number()
    {
        var json = "{\"id\":1," + string.Join(",", Enumerable.Range(0, 1000).Select(i => $"\"x{i}\":1")) + "}";
        Readings.One(json).Unmapped.Should().HaveCount(100);
    }

    [Fact]
    public void Places_are_those_of_the_file()
    {
        var readings = Readings.All("[\n {\"id\":\"1\"},\n {\"id\":\"2\",\n  \"born\":\"1990\"}]");
        readings.Select(r => r.Line).Should().Equal(2, 3);
        readings[1].Root["born"].Single().Place.Should().Be((4, 10));
        readings[0].Root["id"].Single().Place.Should().Be((2, 8));
    }
}
