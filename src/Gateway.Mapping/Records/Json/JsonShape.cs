using System.Text.Json;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Json;

namespace Gateway.Mapping.Records.Json;

/// <summary>The variant of a choice that a JSON value takes by its shape: the first declared one that JSON writes so and whose format fits, else any whose format does.</summary>
internal static class JsonShape
{
    /// <summary>What an object is here, or null where none can be.</summary>
    public static ElementDefinition? OfObject(ElementDefinition definition)
    {
        if (!definition.IsChoice)
            return definition.Type.IsPrimitive ? null : definition;
        foreach (var variant in definition.Variants)
            if (!variant.Type.IsPrimitive)
                return variant;
        return null;
    }

    public static ElementDefinition? OfValue(ElementDefinition choice, JsonTokenType token, ReadOnlySpan<byte> value)
    {
        ElementDefinition? second = null;
        foreach (var variant in choice.Variants)
        {
            var kind = variant.Type.Primitive;
            if (kind == PrimitiveKind.None || PrimitiveFormat.Fault(kind, value) is not null)
                continue;
            if (JsonWords.IsFit(kind, token))
                return variant;
            second ??= variant;
        }

        return second;
    }
}
