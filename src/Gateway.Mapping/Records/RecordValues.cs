using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Mapping.Records;

/// <summary>The values of one record that are no slices of its source, one after the other: the bytes of its tree.</summary>
internal sealed class RecordValues
{
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private byte[] _bytes = new byte[1024];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> From(int start) => _bytes.AsSpan(start, Count - start);

    /// <summary>Forgets what came after that many bytes.</summary>
    public void Cut(int count) => Count = count;

    public void Append(ReadOnlySpan<byte> text)
    {
        if (Count + text.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(Count + text.Length, _bytes.Length * 2));
        text.CopyTo(_bytes.AsSpan(Count));
        Count += text.Length;
    }

    /// <param name="text">The next piece of a value.</param>
    /// <param name="isLast">False when half a surrogate pair at the end may find its other half in the next piece.</param>
    public void Append(ReadOnlySpan<char> text, bool isLast = true)
    {
        var needed = Count + Encoding.UTF8.GetMaxByteCount(text.Length + 1);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
        Count += _encoder.GetBytes(text, _bytes.AsSpan(Count), isLast);
    }

    /// <summary>Makes a slice of what was appended the value of a node.</summary>
    public void Give(ref ElementNode node, int start, int length)
    {
        (node.Start, node.Length) = (start, length);
        node.Flags = NodeFlags.Value | (JsonText.NeedsEscape(_bytes.AsSpan(start, length)) ? NodeFlags.Unclean : 0);
    }

    public byte[] ToArray() => _bytes.AsSpan(0, Count).ToArray();
}
