using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Storage.Audit;

/// <summary>The link of the chain: SHA-256 over the hash before, the number, the time and the content.</summary>
internal static class AuditHash
{
    public const int Length = SHA256.HashSizeInBytes;

    // Number and time.
    private const int Head = 16;

    /// <summary>What the first record follows.</summary>
    public static byte[] Start => new byte[Length];

    public static byte[] Of(ReadOnlySpan<byte> before, long number, long recorded, ReadOnlySpan<byte> content)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Length + Head + content.Length);
        before.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Length), number);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Length + (Head / 2)), recorded);
        content.CopyTo(bytes.AsSpan(Length + Head));
        var hash = SHA256.HashData(bytes.AsSpan(0, Length + Head + content.Length));
        ArrayPool<byte>.Shared.Return(bytes);
        return hash;
    }
}
