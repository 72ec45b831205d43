using System.Buffers;
using System.Text;
using Gateway.Sources.Interfaces;

namespace Gateway.Sources.Tests.Interfaces;

/// <summary>Inner addresses are replaced wherever they stand and however the content is cut into pieces, and nothing else is.</summary>
public sealed class AddressRewriterTests
{
    private const string Outer = "https://gateway.test/sources/trust/fhir";
    private static readonly InnerAddresses s_inner = new(new Uri("http://10.1.2.3:8080/r4/"), [new Uri("https://fhir.inner.example/fhir/r4")]);
    private static readonly AddressRewriter s_rewriter = new(s_inner, Outer);

    [Theory]
    [InlineData("http://10.1.2.3:8080/r4", Outer)]
    [InlineData("\"http://10.1.2.3:8080/r4/Patient/1\"", $"\"{Outer}/Patient/1\"")]
    [InlineData("https://10.1.2.3:8080/r4?x", $"{Outer}?x")]
    [InlineData("HTTP http http://", "HTTP http http://")]
    [InlineData("http:\\/\\/fhir.inner.example\\/fhir\\/r4\\/Patient", $"{Outer}\\/Patient")]
    [InlineData("https://FHIR.inner.example/fhir/r4/a https://fhir.inner.example/fhir/r4", $"{Outer}/a {Outer}")]
    [InlineData("http://10.1.2.3:8080/r4b/Patient", "http://10.1.2.3:8080/r4b/Patient")]
    [InlineData("http://10.1.2.3:8080/r", "http://10.1.2.3:8080/r")]
    [InlineData("http://10.1.2.30:8080/r4/", "http://10.1.2.30:8080/r4/")]
    [InlineData("", "")]
    public void An_inner_address_becomes_the_outer_one(string content, string expected) => Encoding.UTF8.GetString(s_rewriter.Whole(Encoding.UTF8.GetBytes(content))).Should().Be(expected);

    [Fact]
    public void Content_without_any_stays_the_same_bytes()
    {
        var content = "{\"system\":\"http://snomed.info/sct\"}"u8.ToArray();

        s_rewriter.Whole(content).Should().BeSameAs(content);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_it_is_cut_it_comes_out_the_same(int seed)
    {
        var draw = new Random(seed);
        string[] parts = ["http", "http://10.1.2.3:8080/r4", "http://10.1.2.3:8080/r4/x", "https:\\/\\/fhir.inner.example\\/fhir\\/r4", "http://10.1.2.3:8080/r4b", "\"", " ", "h", "htt", "äö"];
        for (var turn = 0; turn < 300; turn++)
        {
            var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, draw.Next(12)).Select(_ => parts[draw.Next(parts.Length)])));
            Pieces(content, draw).Should().Equal(s_rewriter.Whole(content));
        }
    }

    [Fact]
    public async Task A_stream_gives_what_the_whole_would_and_no_more_than_may_be()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"url\":\"http://10.1.2.3:8080/r4/CodeSystem/1\"},", 5000)));
        await using var stream = new RewritingStream(new MemoryStream(content), s_rewriter, content.Length);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        await using var shorter = new RewritingStream(new MemoryStream(content), s_rewriter, content.Length - 1);
        var reading = () => shorter.CopyToAsync(Stream.Null);

        read.ToArray().Should().Equal(s_rewriter.Whole(content));
        await reading.Should().ThrowAsync<IOException>();
    }

    [Theory]
    [InlineData("http://10.1.2.3:8080/r4/Patient/1", "Patient/1", true)]
    [InlineData("https://fhir.inner.example/fhir/r4", "", true)]
    [InlineData("http://10.1.2.3:8080/admin", null, true)]
    [InlineData("http://10.1.2.3:80801/r4/Patient/1", null, false)]
    [InlineData("http://snomed.info/sct", null, false)]
    public void What_lies_under_the_interface_is_told_from_what_lies_beside_it_and_elsewhere(string url, string? under, bool isInner) =>
        (s_inner.Under(url), s_inner.IsInner(url)).Should().Be((under, isInner));

    private static byte[] Pieces(byte[] content, Random draw)
    {
        var (output, kept, at) = (new ArrayBufferWriter<byte>(), Array.Empty<byte>(), 0);
        while (at < content.Length)
        {
            var next = Math.Min(content.Length - at, draw.Next(1, 9));
            byte[] piece = [.. kept, .. content.AsSpan(at, next)];
            at += next;
            kept = piece[s_rewriter.Piece(piece, output, isLast: false)..];
        }

        s_rewriter.Piece(kept, output, isLast: true).Should().Be(kept.Length);
        return output.WrittenSpan.ToArray();
    }
}
