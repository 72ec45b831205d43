using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Mapping.Records;

/// <summary>The values of one record that are no slices of its source, one after the other: the bytes of its tree.</summary>
internal sealed class RecordValues
{
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

    public void Append(ReadOnlySpan<char> text)
    {
        var needed = Count + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
        Count += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Count));
    }

    /// <summary>Makes a slice of what was appended the value of a node.</summary>
    public void Give(ref ElementNode node, int start, int length)
    {
        (node.Start, node.Length) = (start, length);
        node.Flags = NodeFlags.Value | (JsonText.NeedsEscape(_bytes.AsSpan(start, length)) ? NodeFlags.Unclean : 0);
    }

    public byte[] ToArray() => _bytes.AsSpan(0, Count).ToArray();
}
