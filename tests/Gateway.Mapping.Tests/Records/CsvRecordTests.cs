using System.Text;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Records;

public class CsvRecordTests
{
    private const string Header = "number,name,born,count\n";

    private static IReadOnlyList<RecordReading> All(string csv, RecordOptions? options = null) => Readings.All(csv, SmallModel.Row, options);

    [Theory]
    [InlineData("1,Ann,1990-02-01,3", """{"number":"1","name":"Ann","born":"1990-02-01","count":3}""")]
    [InlineData("1,,,", """{"number":"1"}""")]
    [InlineData("1,\" \",\"\", ", """{"number":"1"}""")]
    [InlineData("\"1\",\"Smith, \"\"Ann\"\"\r\nnee Jones\",,", """{"number":"1","name":"Smith, \"Ann\"\r\nnee Jones"}""")]
    [InlineData("=1+2,' x, 1990 , 3", """{"number":"=1+2","name":"' x","born":"1990","count":3}""")]
    public void A_row_is_a_record(string row, string json) => Readings.Json(Header + row, SmallModel.Row).Should().Be(json);

    [Theory]
    [InlineData("\uFEFFname,number\r\nAnn,1\r\n\r\nBob,2\r\n")]
    [InlineData("name,number\nAnn,1\nBob,2")]
    [InlineData("name,number\rAnn,1\rBob,2\r")]
    [InlineData("\n\n\"name\",\" number\"\n\"Ann\",\"1\"\n\nBob,2")]
    public void Line_ends_marks_and_columns_may_be_as_they_like(string csv) =>
        All(csv).Select(r => Readings.Json(r.Root)).Should().Equal("""{"number":"1","name":"Ann"}""", """{"number":"2","name":"Bob"}""");

    [Fact]
    public void An_unknown_column_is_said_once()
    {
        var readings = All("number,Date of birth,name\n1,x,a\n2,y,b\n");
        readings.Select(r => r.Unmapped).Should().BeEquivalentTo(new[] { new[] { "Row.Date of birth" }, [] });
        readings.Should().OnlyContain(r => r.IsRead);
    }

    [Theory]
    [InlineData("name,born\nx,y", "1:1: The header lacks the column number, which is required.")]
    [InlineData("number,name,number\n1,2,3", "1:13: The column number stands twice in the header.")]
    [InlineData("a,b\n1,2", "1:1: The first line must be a header: it names no column of Row.")]
    [InlineData("number,\"name\n1,2", "1:8: A quote is not closed.")]
    public void A_wrong_header_refuses_the_file(string csv, string fault)
    {
        var reading = All(csv).Should().ContainSingle().Subject;
        reading.Number.Should().Be(0);
        reading.Faults.Select(f => f.ToString()).Should().Equal(fault);
    }

    [Theory]
    [InlineData("2,a\"b,,", "3:4: A quote stands inside a field that does not start with one.")]
    [InlineData("2,\"a\"b,,", "3:6: Text stands behind the quote that closes a field.")]
    [InlineData("2,\"a,,", "3:3: A quote is not closed.")]
    [InlineData("2,a,", "3:1: The row has 3 fields, the header 4.")]
    [InlineData("2,a,,,", "3:1: The row has 5 fields, the header 4.")]
    [InlineData("2,\"a\",soon,", "3:7: Row.born: A date is YYYY, YYYY-MM or YYYY-MM-DD, and on the calendar.")]
    [InlineData(",a,,", "3:1: Row.number: The element number is required and not there.")]
    public void A_bad_row_is_a_fault_of_its_line_and_the_others_go_on(string row, string fault)
    {
        var readings = All($"{Header}1,,,\n{row}\n3,x,,\n4,y,,\n");
        readings.Select(r => (r.Number, r.Line, r.IsRead)).Should().Equal((1, 2, true), (2, 3, false), (3, 4, true), (4, 5, true));
        readings[1].Faults.Select(f => f.ToString()).Should().Equal(fault);
    }

    [Fact]
    public void A_stray_quote_that_finds_a_partner_lines_later_costs_one_row()
    {
        var readings = All($"{Header}1,\"a,,\n2,b,,\n3,\"c\",,\n4,d,,\n");
        readings.Select(r => (r.Line, r.IsRead)).Should().Equal((2, false), (3, true), (4, true), (5, true));
    }

    [Fact]
    public void Lines_inside_quotes_are_counted()
    {
        var readings = All($"{Header}1,\"a\nb\nc\",,\n2,x,bad,\n");
        readings.Select(r => r.Line).Should().Equal(2, 5);
        readings[1].Faults.Single().Line.Should().Be(5);
        readings[0].Root["name"].Single().Place.Should().Be((2, 1));
    }

    [Fact]
    public void Invalid_UTF_8_and_NUL_bytes_are_faults_of_their_rows()
    {
        byte[] bytes = [.. "number,name\n1,é"u8, 0xFF, .. "\n2,a\0b\n3,c\n"u8];
        var readings = Readings.All(bytes, SmallModel.Row);
        readings.Select(r => r.IsRead).Should().Equal(false, false, true);
        readings[0].Faults.Single().ToString().Should().Be("2:4: The text is not UTF-8.");
        readings[1].Faults.Single().ToString().Should().Be("3:3: Row.name: The text holds a control character.");
    }

    [Fact]
    public void A_row_beyond_the_limit_is_one_fault()
    {
        var csv = Encoding.UTF8.GetBytes($"{Header}1,{new string('x', 10_000_000)},,\n2,\"{new string('y', 300_000)},,\n3,c,,\n");
        var readings = RecordContent.Read(new MemoryStream(csv), SmallModel.Row, new RecordOptions { MaxRecordBytes = 100_000 }).ToArray();
        readings.Select(r => (r.Line, r.IsRead)).Should().Equal((2, false), (3, false), (4, true));
        readings[0].Faults.Single().ToString().Should().Be("2:1: The row has more than the 100000 bytes that are read.");
        Readings.All(csv, SmallModel.Row)[0].IsRead.Should().BeTrue();
    }

    [Fact]
    public void A_column_of_a_choice_takes_the_first_type_that_fits()
    {
        var model = SmallModel.Of("C 1..1", "C.v[x] 0..1 integer,date,string");
        Readings.All("v\n1\n2020-01-01\nx", model).Select(r => r.Root["v"].Single().Type.Name).Should().Equal("integer", "date", "string");
    }

    [Fact]
    public void Text_that_is_neither_JSON_nor_XML_is_no_resource() =>
        Readings.One("a,b", Gateway.Fhir.Definitions.DefinitionSet.R4.FindType("Patient")!).Faults.Single().Message.Should().StartWith("The text is neither JSON nor XML");
}
