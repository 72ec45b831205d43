using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Sources.Records;

/// <summary>The ids that a map gives to what it makes of one record: the same each time that the record is mapped, so that a record seen twice is seen to be the same.</summary>
internal sealed class RecordIds
{
    private readonly byte[] _seed;
    private ulong _count;

    public RecordIds(string source, string record) => _seed = SHA256.HashData(Encoding.UTF8.GetBytes($"{source}#{record}"));

    public Guid Next()
    {
        Span<byte> id = stackalloc byte[16];
        _seed.AsSpan(0, 16).CopyTo(id);
        var rest = BinaryPrimitives.ReadUInt64BigEndian(id[8..]) + (++_count * 0x9E3779B97F4A7C15UL);
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], rest);
        return Version8(id);
    }

    /// <summary>A UUID of a maker's own kind (RFC 9562, version 8).</summary>
    public static Guid Version8(ReadOnlySpan<byte> bytes)
    {
        Span<byte> id = stackalloc byte[16];
        bytes.CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
