using System.Text;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Records;

[Collection(nameof(StreamingTests))]
[CollectionDefinition(nameof(StreamingTests), DisableParallelization = true)]
public class StreamingTests
{
    private const int Rows = 200_000;

    [Theory]
    [InlineData("number,name,born,count\n", "", "{0},Ann,1990-02-01,{0}", "\n", "")]
    [InlineData("", "", "{{\"number\":\"{0}\",\"name\":\"Ann\",\"born\":\"1990-02-01\",\"count\":{0}}}", "\n", "")]
    [InlineData("[", "\n", "{{\"number\":\"{0}\",\"name\":\"Ann\",\"born\":\"1990-02-01\",\"count\":{0}}}", ",", "]")]
    [InlineData("<Rows>", "\n", "<Row><number>{0}</number><name>Ann</name><born>1990-02-01</born><count>{0}</count></Row>", "", "</Rows>")]
    public void A_long_stream_is_read_in_bounded_memory(string start, string before, string row, string after, string end)
    {
        var format = CompositeFormat.Parse(before + row + after);
        using var stream = new RowStream(Rows, i => (i == 0 ? start : "") + string.Format(null, format, i), end, after == "," ? 1 : 0);
        var memory = GC.GetTotalMemory(true);
        var count = 0;
        foreach (var reading in RecordContent.Read(stream, SmallModel.Row))
        {
            if (!reading.IsRead || reading.Number != ++count || reading.Root.ChildText("count") != $"{count - 1}")
                throw new InvalidOperationException($"Row {count} came out as number {reading.Number}.");
            if (count % 50_000 == 0)
                (GC.GetTotalMemory(true) - memory).Should().BeLessThan(2_000_000);
        }

        count.Should().Be(Rows);
    }

    [Fact]
    public void Records_come_before_the_stream_ends()
    {
        using var stream = new RowStream(int.MaxValue, i => $"{{\"number\":\"{i}\"}}\n", "", 0);
        RecordContent.Read(stream, SmallModel.Row).Take(3).Select(r => r.Root.ChildText("number")).Should().Equal("0", "1", "2");
    }

    [Fact]
    public void A_slow_stream_of_one_long_record_costs_no_more_than_its_length()
    {
        var json = Encoding.UTF8.GetBytes($"{{\"id\":\"1\",\"alias\":[{string.Join(",", Enumerable.Repeat("\"abcdefgh\"", 100_000))}]}}");
        using var stream = new OneByteStream(json);
        RecordContent.Read(stream, SmallModel.Person).Single().Root["alias"].Count().Should().Be(100_000);
    }

    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }

    // Rows made as they are read; the last loses the characters that separate it from the next.
    private sealed class RowStream(int rows, Func<int, string> row, string end, int separator) : MemoryStream
    {
        private byte[] _now = [];
        private int _at;
        private int _next;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _now.Length && _next <= rows)
            {
                var text = _next == rows ? end : row(_next);
                _now = Encoding.UTF8.GetBytes(_next == rows - 1 ? text[..^separator] : text);
                (_at, _next) = (0, _next + 1);
            }

            var given = Math.Min(count, _now.Length - _at);
            _now.AsSpan(_at, given).CopyTo(buffer.AsSpan(offset));
            _at += given;
            return given;
        }
    }
}
