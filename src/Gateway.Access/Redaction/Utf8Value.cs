using System.Text;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>Values of primitives as UTF-8, without making strings of them.</summary>
internal static class Utf8Value
{
    /// <summary>The value; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Of(Element element) =>
        element.TryGetPlainValue(out var value) ? value : element.Text is { } escaped ? Encoding.UTF8.GetBytes(escaped) : default;

    /// <summary>The value of the first child of that name; empty where there is none.</summary>
    public static ReadOnlySpan<byte> OfChild(Element element, int nameId)
    {
        foreach (var child in element.Named(nameId))
            return Of(child);
        return default;
    }

    /// <summary>True when the value is one of those.</summary>
    public static bool IsOneOf(ReadOnlySpan<byte> value, byte[][] values)
    {
        foreach (var one in values)
            if (value.SequenceEqual(one))
                return true;
        return false;
    }

    /// <summary>Texts as UTF-8.</summary>
    public static byte[][] All(IEnumerable<string> texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
