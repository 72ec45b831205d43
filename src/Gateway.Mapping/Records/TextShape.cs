using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Mapping.Records;

/// <summary>What a text is where its format tells no types apart (XML and CSV).</summary>
internal static class TextShape
{
    public const string NoFit = "No type of the element takes a text such as this one.";

    /// <summary>The element itself, or of a choice the first variant whose format fits; null where none does.</summary>
    public static ElementDefinition? Of(ElementDefinition definition, ReadOnlySpan<byte> value)
    {
        if (!definition.IsChoice)
            return definition;
        foreach (var variant in definition.Variants)
            if (variant.Type.Primitive is not PrimitiveKind.None and var kind && PrimitiveFormat.Fault(kind, value) is null)
                return variant;
        return null;
    }

    /// <summary>The text without the white space that its type does not keep; a text of white space alone is empty.</summary>
    public static ReadOnlySpan<byte> Trim(ElementDefinition definition, ReadOnlySpan<byte> value)
    {
        var trimmed = value.Trim(" \t\r\n"u8);
        var keeps = definition.IsChoice || definition.Type.Primitive is PrimitiveKind.String or PrimitiveKind.Markdown;
        return keeps && !trimmed.IsEmpty ? value : trimmed;
    }
}
