using System.Buffers;
using System.Text;
using System.Text.Json;
using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Json;

/// <summary>How faults in JSON speak of tokens, kinds of values and property names.</summary>
internal static class JsonWords
{
    private const int LongestName = 64;
    private static readonly SearchValues<byte> s_nameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    public static string Token(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a boolean",
    };

    /// <summary>What JSON has for a value of that kind.</summary>
    public static string Due(PrimitiveKind kind) =>
        kind == PrimitiveKind.Boolean ? "a boolean" : IsNumber(kind) ? "a number" : "a string";

    public static bool IsFit(PrimitiveKind kind, JsonTokenType token) => token switch
    {
        JsonTokenType.String => kind != PrimitiveKind.Boolean && !IsNumber(kind),
        JsonTokenType.Number => IsNumber(kind),
        JsonTokenType.True or JsonTokenType.False => kind == PrimitiveKind.Boolean,
        _ => false,
    };

    public static bool IsNumber(PrimitiveKind kind) =>
        kind is PrimitiveKind.Integer or PrimitiveKind.UnsignedInt or PrimitiveKind.PositiveInt or PrimitiveKind.Decimal;

    /// <summary>A property name that looks like the name of an element, as a step of a path; null for others, which could be data.</summary>
    public static string? Step(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= LongestName && !char.IsAsciiDigit((char)name[0]) && !name.ContainsAnyExcept(s_nameBytes) ? Encoding.ASCII.GetString(name) : null;
}
