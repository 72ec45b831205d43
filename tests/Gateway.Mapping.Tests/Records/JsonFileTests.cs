using System.Text;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Records;

public class JsonFileTests
{
    [Theory]
    [InlineData("""[{"id":"1"},{"id":"2"}]""")]
    [InlineData("{\"id\":\"1\"}\n{\"id\":\"2\"}\n")]
    [InlineData("{\"id\":\"1\"}{\"id\":\"2\"}")]
    [InlineData("\uFEFF {\n\"id\":\"1\"\n}\r\n\r\n{\"id\":\"2\"}")]
    [InlineData("[null, {\"id\":\"1\"},\n null,{\"id\":\"2\"} ] ")]
    public void Several_records_may_stand_in_one_file(string json)
    {
        var readings = Readings.All(json);
        readings.Select(r => r.Root.ChildText("id")).Should().Equal("1", "2");
        readings.Select(r => r.Number).Should().Equal(1, 2);
    }

    [Fact]
    public void An_empty_array_has_no_records() => Readings.All(" [ ] ").Should().BeEmpty();

    [Fact]
    public void A_bad_line_does_not_stop_the_others()
    {
        var readings = Readings.All("{\"id\":\"1\"}\n{\"id\":\n{\"id\":\"3\"}\nnonsense\n{\"id\":{\"x\":1}}\n{\"id\":\"6\"}\n");
        readings.Select(r => (r.Number, r.Line, r.IsRead)).Should().Equal(
            (1, 1, true), (2, 2, false), (3, 3, true), (4, 4, false), (5, 5, false), (6, 6, true));
    }

    [Theory]
    [InlineData("{\"id\":\"a\n{\"id\":\"2\"}")]
    [InlineData("{\"id\":\"a\"\n{\"id\":\"2\"}")]
    [InlineData("{\"id\":}\n{\"id\":\"2\"}")]
    [InlineData("{\"id\":\"a\"}}\n{\"id\":\"2\"}")]
    public void After_broken_JSON_reading_goes_on_at_the_next_line_with_an_object(string json) =>
        Readings.All(json)[^1].Root.ChildText("id").Should().Be("2");

    [Fact]
    public void What_came_before_a_break_in_an_array_is_delivered_and_the_break_is_the_fault_of_its_record()
    {
        var readings = Readings.All("[{\"id\":\"1\"},\n{\"id\":\"2\"},\n{\"id\":!},{\"id\":\"4\"}]");
        readings.Select(r => r.IsRead).Should().Equal(true, true, false);
        readings[2].Faults.Single().ToString().Should().Be("3:7: Person: The JSON is malformed here.");
    }

    [Theory]
    [InlineData("[{\"id\":\"1\"}", "1:12: The JSON ends too early.")]
    [InlineData("[{\"id\":\"1\"},", "1:13: The JSON ends too early.")]
    [InlineData("[{\"id\":\"1\"} {\"id\":\"2\"}]", "1:13: The JSON is malformed here.")]
    [InlineData("[{\"id\":\"1\"}] x", "1:15: There is text after the JSON array.")]
    [InlineData("[{\"id\":\"1\"},{\"id\":\"2", "1:13: Person: The JSON ends too early.")]
    public void An_array_that_does_not_end_as_it_should_is_said_to(string json, string fault)
    {
        var readings = Readings.All(json);
        readings[0].IsRead.Should().BeTrue();
        readings[^1].Faults.Single().ToString().Should().Match(fault[..2] + "*" + fault[(fault.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public void What_is_no_object_is_no_record()
    {
        var readings = Readings.All("[1,{\"id\":\"2\"},\"x\",[{\"id\":\"3\"}]]");
        readings.Select(r => r.IsRead).Should().Equal(false, true, false, false);
        readings[0].Faults.Single().ToString().Should().Be("1:2: A record is an object in JSON.");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("\uFEFF")]
    public void An_empty_text_is_refused(string text) => Readings.One(text).Faults.Single().Message.Should().Be("The text is empty.");

    [Fact]
    public void Deep_nesting_is_refused_and_the_next_line_read()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"x\":", 100_000));
        var readings = Readings.All(deep + "\n{\"id\":\"2\"}\n" + "{\"id\":\"3\",\"address\":" + new string('[', 1000) + "\n{\"id\":\"4\"}");
        readings.Select(r => r.IsRead).Should().Equal(false, true, false, true);
        readings[0].Faults.Single().Message.Should().Be("The JSON is nested more than 64 elements deep.");
    }

    [Fact]
    public void Invalid_UTF_8_is_a_fault_of_its_record()
    {
        byte[] bytes = [.. "{\"id\":\"1\"}\n{\"id\":\"é"u8, 0xFF, .. "\"}\n{\"id\":\"3\"}"u8];
        var readings = Readings.All(bytes);
        readings.Select(r => r.IsRead).Should().Equal(true, false, true);
        readings[1].Faults.Single().ToString().Should().Be("2:9: The text is not UTF-8.");
    }

    [Fact]
    public void NUL_bytes_break_a_record_and_no_more() =>
        Readings.All("{\"id\":\"a\0b\"}\n{\0}\n{\"id\":\"3\"}").Select(r => r.IsRead).Should().Equal(false, false, true);

    [Fact]
    public void A_single_line_of_10_MB_is_read_where_the_limit_allows_and_refused_where_not()
    {
        var line = Encoding.UTF8.GetBytes($"{{\"id\":\"{new string('x', 10_000_000)}\"}}\n{{\"id\":\"2\"}}");
        RecordContent.Read(new MemoryStream(line), SmallModel.Person).Select(r => r.IsRead).Should().Equal(true, true);
        var bounded = RecordContent.Read(new MemoryStream(line), SmallModel.Person, new RecordOptions { MaxRecordBytes = 1_000_000 }).ToArray();
        bounded.Select(r => r.IsRead).Should().Equal(false, true);
        bounded[0].Faults.Single().Message.Should().Be("The record has more than the 1000000 bytes that are read.");
    }
}
