using System.Text.Json;

namespace Gateway.Fhir.Json;

/// <summary>What is said of text that is not JSON. Only the kind of the break is repeated: the reader's own message may quote content.</summary>
internal static class JsonBreak
{
    /// <summary>What is wrong, and the offset of the byte at which reading stopped.</summary>
    /// <param name="e">The reader's exception.</param>
    /// <param name="utf8">The text that it was given.</param>
    public static (string Message, int Offset) Of(JsonException e, ReadOnlySpan<byte> utf8)
    {
        var offset = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
            offset += utf8[offset..].IndexOf((byte)'\n') + 1;
        offset += (int)(e.BytePositionInLine ?? 0);
        var text = utf8.TrimEnd(" \t\r\n"u8);
        var isCutShort = offset >= text.Length || (offset == text.Length - 1 && text[^1] is (byte)',' or (byte)':');
        var message = e.Message.Contains("maximum", StringComparison.Ordinal) ? $"The JSON is nested more than {ReadOptions.MaxDepth} elements deep."
            : isCutShort ? "The JSON ends too early."
            : "The JSON is malformed here.";
        return (message, offset);
    }
}
