using System.Buffers;
using System.Text;

namespace Gateway.Sources.Interfaces;

/// <summary>Puts an outer address in the place of the inner ones, in content that comes whole or piece by piece. What it holds back of a piece is less than the longest address.</summary>
public sealed class AddressRewriter
{
    // What stands behind an address and makes it a longer one, which is another.
    private static readonly SearchValues<byte> s_name = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%@:"u8);
    private static ReadOnlySpan<byte> Start => "http"u8;
    private readonly IReadOnlyList<byte[]> _needles;
    private readonly byte[] _outer;
    private readonly int _longest;

    /// <param name="inner">What is to be replaced.</param>
    /// <param name="outer">By what: an address without a slash at its end.</param>
    public AddressRewriter(InnerAddresses inner, string outer)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _needles = inner.Needles;
        _outer = Encoding.UTF8.GetBytes(outer);
        _longest = _needles[0].Length;
    }

    /// <summary>Writes all of a content; the bytes themselves come back where nothing is to be replaced.</summary>
    public byte[] Whole(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!IsIn(content))
            return content;
        var output = new ArrayBufferWriter<byte>(content.Length + 1024);
        Piece(content, output, isLast: true);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes what can be told of a piece, and says how many of its bytes that was: the rest belongs before the next.</summary>
    public int Piece(ReadOnlySpan<byte> piece, IBufferWriter<byte> output, bool isLast)
    {
        ArgumentNullException.ThrowIfNull(output);
        var done = 0;
        while (true)
        {
            var left = piece[done..];
            var at = left.IndexOf(Start);
            if (at < 0)
            {
                // The first letters of the next address may stand at the end.
                var sure = isLast ? left.Length : Math.Max(0, left.Length - Start.Length + 1);
                output.Write(left[..sure]);
                return done + sure;
            }

            output.Write(left[..at]);
            done += at;
            left = left[at..];
            if (left.Length <= _longest && !isLast)
                return done;
            var needle = Match(left);
            output.Write(needle is null ? Start : _outer);
            done += needle?.Length ?? Start.Length;
        }
    }

    private bool IsIn(ReadOnlySpan<byte> content)
    {
        for (var at = content.IndexOf(Start); at >= 0; at = content.IndexOf(Start))
        {
            if (Match(content[at..]) is not null)
                return true;
            content = content[(at + Start.Length)..];
        }

        return false;
    }

    private byte[]? Match(ReadOnlySpan<byte> text)
    {
        foreach (var needle in _needles)
            if (text.Length >= needle.Length && Ascii.EqualsIgnoreCase(text[..needle.Length], needle) && (text.Length == needle.Length || !s_name.Contains(text[needle.Length])))
                return needle;
        return null;
    }
}
