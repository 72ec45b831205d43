using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions;

/// <summary>Which format a primitive type has: by its name, or by the nearest type above it that has one.</summary>
internal static class PrimitiveKinds
{
    private static readonly Dictionary<string, PrimitiveKind> s_byName = new(StringComparer.Ordinal)
    {
        ["boolean"] = PrimitiveKind.Boolean,
        ["integer"] = PrimitiveKind.Integer,
        ["unsignedInt"] = PrimitiveKind.UnsignedInt,
        ["positiveInt"] = PrimitiveKind.PositiveInt,
        ["integer64"] = PrimitiveKind.Integer64,
        ["decimal"] = PrimitiveKind.Decimal,
        ["string"] = PrimitiveKind.String,
        ["markdown"] = PrimitiveKind.Markdown,
        ["code"] = PrimitiveKind.Code,
        ["id"] = PrimitiveKind.Id,
        ["uri"] = PrimitiveKind.Uri,
        ["url"] = PrimitiveKind.Uri,
        ["canonical"] = PrimitiveKind.Uri,
        ["oid"] = PrimitiveKind.Oid,
        ["uuid"] = PrimitiveKind.Uuid,
        ["date"] = PrimitiveKind.Date,
        ["dateTime"] = PrimitiveKind.DateTime,
        ["instant"] = PrimitiveKind.Instant,
        ["time"] = PrimitiveKind.Time,
        ["base64Binary"] = PrimitiveKind.Base64Binary,
        ["xhtml"] = PrimitiveKind.Xhtml,
    };

    public static PrimitiveKind Of(TypeDefinition type, StructureFacts structure) =>
        s_byName.TryGetValue(structure.Name, out var kind) ? kind
        : type.Base is { IsPrimitive: true } above ? above.Primitive
        : PrimitiveKind.String;
}
