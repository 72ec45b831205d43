using System.Buffers.Binary;

namespace Gateway.Access;

/// <summary>Compares UTF-8 text byte by byte. Systems and codes differ most at their ends, of which the hash is made.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static Utf8Comparer Instance { get; } = new();

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        if (alternate.Length >= 8)
            return HashCode.Combine(alternate.Length, BinaryPrimitives.ReadUInt64LittleEndian(alternate), BinaryPrimitives.ReadUInt64LittleEndian(alternate[^8..]));
        var hash = alternate.Length;
        foreach (var b in alternate)
            hash = (hash * 31) + b;
        return hash;
    }
}
