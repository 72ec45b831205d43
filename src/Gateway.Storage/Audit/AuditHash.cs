using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Storage.Audit;

/// <summary>The link of the chain: SHA-256 over the hash before, the number, the time and the content.</summary>
internal static class AuditHash
{
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>What the first record follows.</summary>
    public static byte[] Start => new byte[Length];

    public static byte[] Of(ReadOnlySpan<byte> before, long number, long recorded, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(head, number);
        BinaryPrimitives.WriteInt64BigEndian(head[8..], recorded);
        hash.AppendData(before);
        hash.AppendData(head);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }
}
