using System.Buffers;
using System.Buffers.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir.Elements.Primitives;

/// <summary>The formats of primitive values (http://hl7.org/fhir/R4/datatypes.html#primitive), on UTF-8 text without escapes.</summary>
internal static class PrimitiveFormat
{
    private static readonly SearchValues<byte> s_idBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."u8);
    private static readonly SearchValues<byte> s_spaces = SearchValues.Create(" \t\r\n\f\v"u8);
    private static readonly SearchValues<byte> s_controls = SearchValues.Create([.. Enumerable.Range(0, 32).Where(b => b is not (9 or 10 or 13)).Select(b => (byte)b)]);
    private static readonly SearchValues<byte> s_spacesAndControls = SearchValues.Create([.. Enumerable.Range(0, 33).Select(b => (byte)b)]);

    /// <summary>What is wrong with the text as a value of that kind; null when nothing is.</summary>
    public static string? Fault(PrimitiveKind kind, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return "The value is empty.";
        return kind switch
        {
            PrimitiveKind.Boolean => text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8) ? null : "A boolean is true or false.",
            PrimitiveKind.Integer => Integer(text, int.MinValue, int.MaxValue) ? null : "An integer is a whole number of at most 32 bits.",
            PrimitiveKind.UnsignedInt => Integer(text, 0, int.MaxValue) ? null : "An unsignedInt is a whole number from 0 to 2147483647.",
            PrimitiveKind.PositiveInt => Integer(text, 1, int.MaxValue) ? null : "A positiveInt is a whole number from 1 to 2147483647.",
            PrimitiveKind.Integer64 => Integer(text, long.MinValue, long.MaxValue) ? null : "An integer64 is a whole number of at most 64 bits.",
            PrimitiveKind.Decimal => IsDecimal(text) ? null : "A decimal is a number such as 1.10 or -2e3.",
            PrimitiveKind.Code => IsCode(text) ? null : "A code has no spaces at its ends and only single ones inside.",
            PrimitiveKind.Id => text.ContainsAnyExcept(s_idBytes) ? "An id has only letters, digits, hyphens and dots." : null,
            PrimitiveKind.Uri => text.ContainsAny(s_spacesAndControls) ? "A URI has no spaces or control characters." : null,
            PrimitiveKind.Oid => IsOid(text) ? null : "An oid looks like urn:oid:1.2.3.",
            PrimitiveKind.Uuid => IsUuid(text) ? null : "A uuid looks like urn:uuid: and 32 lower-case hexadecimal digits in five groups.",
            PrimitiveKind.Date => IsDate(text) ? null : "A date is YYYY, YYYY-MM or YYYY-MM-DD, and on the calendar.",
            PrimitiveKind.DateTime => IsDateTime(text) ? null : "A dateTime is a date, or YYYY-MM-DDThh:mm:ss with a time zone.",
            PrimitiveKind.Instant => IsInstant(text) ? null : "An instant is YYYY-MM-DDThh:mm:ss with a time zone.",
            PrimitiveKind.Time => Temporal.TryParseTime(text, out var time) && time.Precision == TemporalPrecision.Second ? null : "A time is hh:mm:ss.",
            PrimitiveKind.Base64Binary => Base64.IsValid(text, out var length) && length > 0 ? null : "The value is not base64.",
            PrimitiveKind.Xhtml => Control(text) ?? XhtmlFragment.Fault(text),
            _ => Control(text),
        };
    }

    /// <summary>What is wrong with a well-formed value that is read all the same: HL7's own R4 package holds an id of 66 characters.</summary>
    public static string? Warning(PrimitiveKind kind, ReadOnlySpan<byte> text) =>
        kind == PrimitiveKind.Id && text.Length > 64 ? "An id has at most 64 characters." : null;

    private static string? Control(ReadOnlySpan<byte> text) => text.ContainsAny(s_controls) ? "The text holds a control character." : null;

    private static bool Integer(ReadOnlySpan<byte> text, long min, long max)
    {
        var digits = text[0] == '-' ? text[1..] : text;
        return digits.Length > 0 && (digits[0] != '0' || text.Length == 1) && digits[0] is >= (byte)'0' and <= (byte)'9'
            && Utf8Parser.TryParse(text, out long value, out var used) && used == text.Length && value >= min && value <= max;
    }

    // -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        var at = text[0] == '-' ? 1 : 0;
        var start = at;
        if (!SkipDigits(text, ref at) || (text[start] == '0' && at - start > 1))
            return false;
        if (at < text.Length && text[at] == '.' && (++at == text.Length || !SkipDigits(text, ref at)))
            return false;
        if (at < text.Length && (text[at] | 0x20) == 'e')
        {
            if (++at < text.Length && text[at] is (byte)'+' or (byte)'-')
                at++;
            if (!SkipDigits(text, ref at))
                return false;
        }

        return at == text.Length;
    }

    private static bool SkipDigits(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
            at++;
        return at > start;
    }

    // [^\s]+(\s[^\s]+)*
    private static bool IsCode(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny(s_spacesAndControls))
            return true;
        if (text.ContainsAny(s_controls))
            return false;
        var space = true;
        foreach (var b in text)
        {
            var isSpace = s_spaces.Contains(b);
            if (isSpace && space)
                return false;
            space = isSpace;
        }

        return !space;
    }

    private static bool IsOid(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("urn:oid:"u8) || text.Length < 11 || text[8] is < (byte)'0' or > (byte)'2' || text[9] != '.')
            return false;
        foreach (var part in text[10..].Split((byte)'.'))
        {
            var arc = text[10..][part];
            if (arc.IsEmpty || (arc[0] == '0' && arc.Length > 1) || arc.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                return false;
        }

        return true;
    }

    private static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != 45 || !text.StartsWith("urn:uuid:"u8))
            return false;
        for (var i = 9; i < text.Length; i++)
        {
            var isHyphen = i is 17 or 22 or 27 or 32;
            if (isHyphen ? text[i] != '-' : text[i] is not ((>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f')))
                return false;
        }

        return true;
    }

    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length <= 10 && text[^1] != 'T' && Temporal.TryParseDateTime(text, out _);

    private static bool IsDateTime(ReadOnlySpan<byte> text) =>
        text[^1] != 'T' && Temporal.TryParseDateTime(text, out var value)
        && (value.Precision <= TemporalPrecision.Day || (value.Precision == TemporalPrecision.Second && value.HasOffset));

    private static bool IsInstant(ReadOnlySpan<byte> text) =>
        Temporal.TryParseDateTime(text, out var value) && value.Precision == TemporalPrecision.Second && value.HasOffset;
}
