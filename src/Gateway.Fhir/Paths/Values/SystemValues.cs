using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Fhir.Paths.Values;

/// <summary>FHIR primitives and quantities as values of the System types (http://hl7.org/fhir/R4/fhirpath.html#types).</summary>
internal static class SystemValues
{
    public const string Ucum = "http://unitsofmeasure.org";

    /// <summary>The System value that an element stands for; the element itself when it is complex; <see cref="PathKind.None"/> when it has no value.</summary>
    /// <exception cref="OverflowException">A decimal or integer that no System type can hold.</exception>
    public static PathValue Of(in PathValue value)
    {
        if (!value.IsElement)
            return value;
        var element = value.Element;
        var primitive = element.Type.Primitive;
        if (primitive == PrimitiveKind.None)
            return element.Type.Is("Quantity") ? Quantity(element) : value;
        if (!element.TryGetPlainValue(out var bytes))
            return element.Text is { } text ? OfText(primitive, text) : default;
        return primitive switch
        {
            PrimitiveKind.Boolean => PathValue.Of(bytes[0] == 't'),
            PrimitiveKind.Integer or PrimitiveKind.UnsignedInt or PrimitiveKind.PositiveInt =>
                Utf8Parser.TryParse(bytes, out int whole, out _) ? PathValue.Of(whole) : default,
            PrimitiveKind.Integer64 => Utf8Parser.TryParse(bytes, out long whole, out _) ? PathValue.Of(whole) : default,
            PrimitiveKind.Decimal => PathValue.Of(decimal.Parse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture)),
            PrimitiveKind.Date => Temporal.TryParseDateTime(bytes, out var date) ? PathValue.Of(PathKind.Date, date) : default,
            PrimitiveKind.DateTime or PrimitiveKind.Instant => Temporal.TryParseDateTime(bytes, out var moment) ? PathValue.Of(PathKind.DateTime, moment) : default,
            PrimitiveKind.Time => Temporal.TryParseTime(bytes, out var time) ? PathValue.Of(PathKind.Time, time) : default,
            _ => PathValue.Of(Encoding.UTF8.GetString(bytes)),
        };
    }

    /// <summary>The kind of System value that a FHIR type stands for; <see cref="PathKind.None"/> for complex types other than quantities.</summary>
    public static PathKind KindOf(TypeDefinition type) => type.Primitive switch
    {
        PrimitiveKind.None => type.Is("Quantity") ? PathKind.Quantity : PathKind.None,
        PrimitiveKind.Boolean => PathKind.Boolean,
        PrimitiveKind.Integer or PrimitiveKind.UnsignedInt or PrimitiveKind.PositiveInt => PathKind.Integer,
        PrimitiveKind.Integer64 => PathKind.Long,
        PrimitiveKind.Decimal => PathKind.Decimal,
        PrimitiveKind.Date => PathKind.Date,
        PrimitiveKind.DateTime or PrimitiveKind.Instant => PathKind.DateTime,
        PrimitiveKind.Time => PathKind.Time,
        _ => PathKind.String,
    };

    private static PathValue OfText(PrimitiveKind primitive, string text) => primitive switch
    {
        PrimitiveKind.Date => Temporal.TryParseDateTime(Encoding.UTF8.GetBytes(text), out var date) ? PathValue.Of(PathKind.Date, date) : default,
        PrimitiveKind.DateTime or PrimitiveKind.Instant =>
            Temporal.TryParseDateTime(Encoding.UTF8.GetBytes(text), out var moment) ? PathValue.Of(PathKind.DateTime, moment) : default,
        PrimitiveKind.Time => Temporal.TryParseTime(Encoding.UTF8.GetBytes(text), out var time) ? PathValue.Of(PathKind.Time, time) : default,
        _ => PathValue.Of(text),
    };

    // A quantity outside UCUM keeps its system in the unit, so that it compares with its like only.
    private static PathValue Quantity(Element element)
    {
        foreach (var number in element["value"])
        {
            if (SystemValues.Of(PathValue.Of(number)) is not { Kind: PathKind.Decimal } value)
                continue;
            var system = element.ChildText("system");
            var code = element.ChildText("code");
            var unit = system switch
            {
                Ucum => code ?? "1",
                null => code ?? element.ChildText("unit") ?? "1",
                _ => $"{system}|{code}",
            };
            return PathValue.Of(new PathQuantity(value.Number, unit));
        }

        return PathValue.Of(element);
    }
}
