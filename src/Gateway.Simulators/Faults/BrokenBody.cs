using System.Text;

namespace Gateway.Simulators.Faults;

/// <summary>Bodies that came out wrong.</summary>
internal static class BrokenBody
{
    /// <summary>What a crash in the middle of writing leaves: part of the body, then an opened mark that ends nowhere. No JSON, XML or CSV parser takes it.</summary>
    public static byte[] Malform(ReadOnlySpan<byte> body, string? contentType)
    {
        if (contentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true)
            return [.. "\"Broken,\r\n"u8, .. body];
        return [.. Whole(body[..(body.Length * 3 / 5)]), .. "{\"<broken \""u8];
    }

    /// <summary>Without a last character that the cut went through.</summary>
    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> utf8)
    {
        var end = utf8.Length;
        while (end > 0 && utf8.Length - end < 4 && !Rune.DecodeLastFromUtf8(utf8[..end], out _, out _).Equals(System.Buffers.OperationStatus.Done))
            end--;
        return utf8[..end];
    }
}
