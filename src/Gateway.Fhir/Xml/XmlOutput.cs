using System.Buffers;
using System.Text;

namespace Gateway.Fhir.Xml;

/// <summary>Puts bytes, escaped attribute values and indents into a buffer.</summary>
internal ref struct XmlOutput(IBufferWriter<byte> output, bool isIndented)
{
    private const int Chunk = 16 * 1024;

    // U+FFFE and U+FFFF, which XML excludes, start with 0xEF.
    private static readonly SearchValues<byte> s_special =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(b => (byte)b), (byte)'"', (byte)'&', (byte)'<', 0xEF]);

    private readonly IBufferWriter<byte> _output = output;
    private readonly bool _isIndented = isIndented;
    private Span<byte> _span = output.GetSpan(Chunk);
    private int _used;

    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _span.Length - _used)
        {
            Flush();
            _span = _output.GetSpan(Math.Max(bytes.Length, Chunk));
        }

        bytes.CopyTo(_span[_used..]);
        _used += bytes.Length;
    }

    /// <summary>
    /// Writes an attribute value. Line ends and tabs become character references, since a reader makes spaces of bare ones
    /// (https://www.w3.org/TR/xml/#AVNormalize). Returns the first character that XML cannot hold, or -1.
    /// </summary>
    public int Escaped(scoped ReadOnlySpan<byte> text)
    {
        for (var next = text.IndexOfAny(s_special); next >= 0; next = text.IndexOfAny(s_special))
        {
            Raw(text[..next]);
            var special = text[next];
            text = text[next..];
            var used = 1;
            switch (special)
            {
                case (byte)'"': Raw("&quot;"u8); break;
                case (byte)'&': Raw("&amp;"u8); break;
                case (byte)'<': Raw("&lt;"u8); break;
                case (byte)'\t': Raw("&#9;"u8); break;
                case (byte)'\n': Raw("&#10;"u8); break;
                case (byte)'\r': Raw("&#13;"u8); break;
                case 0xEF:
                    Rune.DecodeFromUtf8(text, out var rune, out used);
                    if (rune.Value is 0xFFFE or 0xFFFF)
                        return rune.Value;
                    Raw(text[..used]);
                    break;
                default: return special;
            }

            text = text[used..];
        }

        Raw(text);
        return -1;
    }

    public void NewLine(int depth)
    {
        if (!_isIndented)
            return;
        Raw("\n"u8);
        for (var i = 0; i < depth; i++)
            Raw("  "u8);
    }

    /// <summary>Hands over what was written.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _used = 0;
        _span = default;
    }
}
