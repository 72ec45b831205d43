using System.Text;

namespace Gateway.Federation.Ids;

/// <summary>Packs the locator of a record into 17 bytes, so that a gateway id fits FHIR's 64 characters: a UUID, up to 22 letters, digits, hyphens and slashes, or up to 17 ASCII characters.</summary>
internal static class LocatorBytes
{
    /// <summary>The bytes of a packed locator.</summary>
    public const int Size = 17;

    private const byte Uuid = 0x40;
    private const byte SixBits = 0x80;
    private const byte Forms = 0xC0;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-/";

    /// <summary>Packs into <paramref name="packed"/>, whose other bytes must be zero, and says in one byte how; false for a locator that does not fit.</summary>
    public static bool TryPack(string locator, Span<byte> packed, out byte form)
    {
        form = (byte)locator.Length;
        if (locator.Length == 36 && Guid.TryParseExact(locator, "D", out var uuid) && uuid.ToString("D") == locator)
        {
            form = Uuid;
            return uuid.TryWriteBytes(packed, bigEndian: true, out _);
        }

        if (locator.Length is > 0 and <= Size && IsAscii(locator))
            return Encoding.ASCII.TryGetBytes(locator, packed, out _);
        if (locator.Length is 0 or > Size * 8 / 6)
            return false;
        for (var i = 0; i < locator.Length; i++)
        {
            var value = Alphabet.IndexOf(locator[i], StringComparison.Ordinal);
            if (value < 0)
                return false;
            for (var bit = 0; bit < 6; bit++)
                if ((value & (1 << bit)) != 0)
                    packed[((i * 6) + bit) / 8] |= (byte)(1 << (((i * 6) + bit) % 8));
        }

        form |= SixBits;
        return true;
    }

    /// <summary>The locator that was packed.</summary>
    public static string Unpack(ReadOnlySpan<byte> packed, byte form) => (form & Forms) switch
    {
        Uuid => new Guid(packed[..16], bigEndian: true).ToString("D"),
        SixBits => Letters(packed, form & ~Forms),
        _ => Encoding.ASCII.GetString(packed[..Math.Min(form & ~Forms, Size)]),
    };

    private static bool IsAscii(string locator) => locator.All(c => c is > ' ' and < (char)127);

    private static string Letters(ReadOnlySpan<byte> packed, int length)
    {
        var letters = new char[Math.Min(length, Size * 8 / 6)];
        for (var i = 0; i < letters.Length; i++)
        {
            var value = 0;
            for (var bit = 0; bit < 6; bit++)
                value |= ((packed[((i * 6) + bit) / 8] >> (((i * 6) + bit) % 8)) & 1) << bit;
            letters[i] = Alphabet[value];
        }

        return new string(letters);
    }
}
