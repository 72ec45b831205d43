using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Gateway.Fhir.Definitions;

namespace Gateway.Federation.Ids;

/// <summary>
/// Makes the ids of what the sources hold, and opens them again. An id always comes out the same, needs no table, and tells nobody but the gateway what
/// it stands for: 28 bytes under a synthetic initialisation vector (as RFC 5297 has it, with HMAC-SHA256 as its pseudo-random function), in base32. An id
/// that was not made with the key does not open.
/// </summary>
internal sealed class GatewayIds
{
    private const int VectorSize = 12;
    private const int ContentSize = 28;
    private const int Size = VectorSize + ContentSize;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly string[] s_types = [.. DefinitionSet.R4.Names.Where(n => DefinitionSet.R4.FindType(n) is { IsResource: true, IsAbstract: false }).Order(StringComparer.Ordinal)];
    private static readonly Dictionary<string, byte> s_numbers = s_types.Select((name, i) => (name, i)).ToDictionary(t => t.name, t => (byte)t.i, StringComparer.Ordinal);
    private readonly byte[] _vectorKey;
    private readonly byte[] _contentKey;

    /// <summary>Derives what is needed from the key of the deployment: 32 bytes or more. Another key makes other ids.</summary>
    public GatewayIds(ReadOnlySpan<byte> key)
    {
        _vectorKey = Derived(key, "gateway id vector");
        _contentKey = Derived(key, "gateway id content");
    }

    /// <summary>The digest of a resource's place in its record: its own id, or <c>#n</c> for the n-th of its type, from 0.</summary>
    public static ulong PlaceOf(string own) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(own)));

    /// <summary>The id of a resource; null when its locator is longer than an id can bear.</summary>
    public string? Of(in GatewayId id)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes.Clear();
        var content = bytes[VectorSize..];
        (content[0], content[1]) = (id.Source, s_numbers[id.Type]);
        if (!LocatorBytes.TryPack(id.Locator, content.Slice(3, LocatorBytes.Size), out content[2]))
            return null;
        BinaryPrimitives.WriteUInt64BigEndian(content[20..], id.Place);
        Vector(content, bytes[..VectorSize]);
        Mask(bytes[..VectorSize], content);
        return Write(bytes);
    }

    /// <summary>Opens an id of this gateway's; false for any other text.</summary>
    public bool TryOpen(string text, [MaybeNullWhen(false)] out GatewayId id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (!TryRead(text, bytes))
            return false;
        var vector = bytes[..VectorSize];
        var content = bytes[VectorSize..];
        Mask(vector, content);
        Span<byte> expected = stackalloc byte[VectorSize];
        Vector(content, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, vector) || content[1] >= s_types.Length)
            return false;
        id = new GatewayId(content[0], s_types[content[1]], LocatorBytes.Unpack(content.Slice(3, LocatorBytes.Size), content[2]), BinaryPrimitives.ReadUInt64BigEndian(content[20..]));
        return true;
    }

    private static byte[] Derived(ReadOnlySpan<byte> key, string use)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 32, nameof(key));
        var derived = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, [], Encoding.ASCII.GetBytes(use));
        return derived;
    }

    private void Vector(ReadOnlySpan<byte> content, Span<byte> vector)
    {
        Span<byte> digest = stackalloc byte[32];
        HMACSHA256.HashData(_vectorKey, content, digest);
        digest[..VectorSize].CopyTo(vector);
    }

    private void Mask(ReadOnlySpan<byte> vector, Span<byte> content)
    {
        Span<byte> mask = stackalloc byte[32];
        HMACSHA256.HashData(_contentKey, vector, mask);
        for (var i = 0; i < content.Length; i++)
            content[i] ^= mask[i];
    }

    // 40 bytes are 64 letters of five bits, nothing left over.
    private static string Write(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Size * 8 / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 5;
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[(bit / 8) + 1] : 0);
            text[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(text);
    }

    private static bool TryRead(string text, Span<byte> bytes)
    {
        bytes.Clear();
        if (text.Length != Size * 8 / 5)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i] switch { >= 'a' and <= 'z' and var c => c - 'a', >= '2' and <= '7' and var c => c - '2' + 26, _ => -1 };
            if (value < 0)
                return false;
            var bit = i * 5;
            var pair = value << (11 - (bit % 8));
            bytes[bit / 8] |= (byte)(pair >> 8);
            if ((byte)pair != 0)
                bytes[(bit / 8) + 1] |= (byte)pair;
        }

        return true;
    }
}
