using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Fhir.Paths.Values;

/// <summary>One item of a FHIRPath collection. A small struct: an element is not copied, and numbers, dates and booleans take no memory of their own.</summary>
public readonly struct PathValue
{
    private readonly object? _object;
    private readonly long _number;
    private readonly int _aux;

    private PathValue(PathKind kind, object? obj, long number = 0, int aux = 0)
    {
        Kind = kind;
        _object = obj;
        _number = number;
        _aux = aux;
    }

    public PathKind Kind { get; }

    public static PathValue Of(Element element) => new(PathKind.Element, element.Tree, element.Index);

    public static PathValue Of(bool value) => new(PathKind.Boolean, null, value ? 1 : 0);

    public static PathValue Of(int value) => new(PathKind.Integer, null, value);

    public static PathValue Of(long value) => new(PathKind.Long, null, value);

    public static PathValue Of(decimal value) => new(PathKind.Decimal, value);

    public static PathValue Of(string value) => new(PathKind.String, value);

    public static PathValue Of(PathQuantity value) => new(PathKind.Quantity, value);

    public static PathValue Of(PathTypeInfo value) => new(PathKind.TypeInfo, value);

    internal static PathValue Of(PathKind kind, Temporal value) =>
        new(kind, null, value.Ticks, (value.Offset << 16) | (value.FractionDigits << 8) | (int)value.Precision);

    public bool IsElement => Kind == PathKind.Element;

    /// <summary>The element; only for values of that kind.</summary>
    public Element Element => new((ElementTree)_object!, (int)_number);

    public bool Boolean => _number != 0;

    /// <summary>The whole number of an Integer or Long.</summary>
    public long Whole => _number;

    public decimal Number => Kind == PathKind.Decimal ? (decimal)_object! : _number;

    public string String => (string)_object!;

    public PathQuantity Quantity => (PathQuantity)_object!;

    public PathTypeInfo TypeInfo => (PathTypeInfo)_object!;

    internal Temporal Temporal => new(_number, (TemporalPrecision)(_aux & 0xFF), (byte)(_aux >> 8), (short)(_aux >> 16));

    internal bool IsNumber => Kind is PathKind.Integer or PathKind.Long or PathKind.Decimal;

    internal bool IsTemporal => Kind is PathKind.Date or PathKind.DateTime or PathKind.Time;

    /// <summary>The value as toString() gives it; null for what has no text (a complex element, a primitive without a value).</summary>
    public string? Text => Kind switch
    {
        PathKind.Element => Element.Text,
        PathKind.Boolean => Boolean ? "true" : "false",
        PathKind.Integer or PathKind.Long => _number.ToString(CultureInfo.InvariantCulture),
        PathKind.Decimal => Number.ToString(CultureInfo.InvariantCulture),
        PathKind.String => String,
        PathKind.Date or PathKind.DateTime or PathKind.Time => TemporalText.Of(Kind, Temporal),
        PathKind.Quantity => Quantity.ToString(),
        _ => null,
    };

    /// <summary>The type's name as the standard's test suites write it: <c>integer</c>, <c>string</c>, <c>HumanName</c>.</summary>
    public string TypeName => Kind switch
    {
        PathKind.Element => Element.Type.Name,
        PathKind.DateTime => "dateTime",
        PathKind.Quantity => "Quantity",
        PathKind.TypeInfo => "TypeInfo",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    public override string ToString() => Text ?? TypeName;
}
