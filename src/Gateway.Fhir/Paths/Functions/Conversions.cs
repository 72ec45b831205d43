using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Units;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Conversions between System types (FHIRPath 2.0, 5.5): to…() gives the value or nothing, convertsTo…() says which.</summary>
internal static partial class Conversions
{
    private static readonly string[] s_true = ["true", "t", "yes", "y", "1", "1.0"];
    private static readonly string[] s_false = ["false", "f", "no", "n", "0", "0.0"];

    public static Function[] All { get; } =
    [
        .. Pair("Boolean", PathKind.Boolean, ToBoolean),
        .. Pair("Integer", PathKind.Integer, ToInteger),
        .. Pair("Long", PathKind.Long, ToLong),
        .. Pair("Decimal", PathKind.Decimal, ToDecimal),
        .. Pair("String", PathKind.String, ToText),
        .. Pair("Date", PathKind.Date, ToDate),
        .. Pair("DateTime", PathKind.DateTime, ToDateTime),
        .. Pair("Time", PathKind.Time, ToTime),
        new("toQuantity", 0, 1, Quantity),
        new("convertsToQuantity", 0, 1, AsksQuantity),
    ];

    private static Function[] Pair(string name, PathKind kind, Func<PathValue, PathValue> convert) =>
    [
        new($"to{name}", 0, call => call.OnValue((_, value) => convert(value), StaticType.Of(kind))),
        new($"convertsTo{name}", 0, call => call.Result(run => !run.Single(call.Input, out var value) ? Truth.Empty
            : convert(value).Kind == PathKind.None ? Truth.False : Truth.True)),
    ];

    private static Code Quantity(Call call)
    {
        var unit = call.Count == 1 ? call.Argument(0) : null;
        return call.OnValue((run, value) => ToQuantity(run, value, unit), StaticType.Of(PathKind.Quantity));
    }

    private static Code AsksQuantity(Call call)
    {
        var unit = call.Count == 1 ? call.Argument(0) : null;
        return call.Result(run => !run.Single(call.Input, out var value) ? Truth.Empty
            : ToQuantity(run, value, unit).Kind == PathKind.None ? Truth.False : Truth.True);
    }

    private static PathValue ToQuantity(PathRun run, PathValue value, Code? unit) => ToQuantity(value) is not { } quantity ? default
        : unit is null ? PathValue.Of(quantity)
        : run.Text(unit) is { } target ? InUnit(quantity, target) : default;

    private static PathValue InUnit(PathQuantity quantity, string unit)
    {
        var one = new PathQuantity(1, unit, Quantities.IsCalendarUnit(unit));
        return Quantities.Common(quantity, one) is var (value, size) && size != 0 ? PathValue.Of(one with { Value = value / size }) : default;
    }

    private static PathValue ToBoolean(PathValue value) => value.Kind switch
    {
        PathKind.Boolean => value,
        PathKind.Integer or PathKind.Long or PathKind.Decimal when value.Number is 0 or 1 => PathValue.Of(value.Number == 1),
        PathKind.String when s_true.Contains(value.String, StringComparer.OrdinalIgnoreCase) => PathValue.Of(true),
        PathKind.String when s_false.Contains(value.String, StringComparer.OrdinalIgnoreCase) => PathValue.Of(false),
        _ => default,
    };

    private static PathValue ToInteger(PathValue value) => value.Kind switch
    {
        PathKind.Integer => value,
        PathKind.Long when value.Whole is >= int.MinValue and <= int.MaxValue => PathValue.Of((int)value.Whole),
        PathKind.Boolean => PathValue.Of(value.Boolean ? 1 : 0),
        PathKind.String when int.TryParse(value.String, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => PathValue.Of(number),
        _ => default,
    };

    private static PathValue ToLong(PathValue value) => value.Kind switch
    {
        PathKind.Integer or PathKind.Long => PathValue.Of(value.Whole),
        PathKind.Boolean => PathValue.Of(value.Boolean ? 1L : 0L),
        PathKind.String when long.TryParse(value.String, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => PathValue.Of(number),
        _ => default,
    };

    private static PathValue ToDecimal(PathValue value) => value.Kind switch
    {
        PathKind.Decimal => value,
        PathKind.Integer or PathKind.Long => PathValue.Of(value.Number),
        PathKind.Boolean => PathValue.Of(value.Boolean ? 1m : 0m),
        PathKind.String when Decimal().IsMatch(value.String) && decimal.TryParse(value.String, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => PathValue.Of(number),
        _ => default,
    };

    private static PathValue ToText(PathValue value) => value.Text is { } text ? PathValue.Of(text) : default;

    public static PathValue ToDate(PathValue value)
    {
        if (value.Kind == PathKind.DateTime)
        {
            var moment = value.Temporal;
            var precision = moment.Precision < TemporalPrecision.Day ? moment.Precision : TemporalPrecision.Day;
            return PathValue.Of(PathKind.Date, new Temporal(Moments.Truncate(moment.Ticks, precision), precision, 0, Temporal.NoOffset));
        }

        return value.Kind == PathKind.Date ? value
            : value.Kind == PathKind.String && Parse(value.String) is { Precision: <= TemporalPrecision.Day } date ? PathValue.Of(PathKind.Date, date) : default;
    }

    private static PathValue ToDateTime(PathValue value) => value.Kind switch
    {
        PathKind.DateTime => value,
        PathKind.Date => PathValue.Of(PathKind.DateTime, value.Temporal),
        PathKind.String when Parse(value.String) is { } moment => PathValue.Of(PathKind.DateTime, moment),
        _ => default,
    };

    private static PathValue ToTime(PathValue value) => value.Kind switch
    {
        PathKind.Time => value,
        PathKind.String when Temporal.TryParseTime(Encoding.UTF8.GetBytes(value.String), out var time) => PathValue.Of(PathKind.Time, time),
        _ => default,
    };

    private static Temporal? Parse(string text) =>
        Temporal.TryParseDateTime(Encoding.UTF8.GetBytes(text), out var value) && !text.EndsWith('T') ? value : null;

    private static PathQuantity? ToQuantity(PathValue value)
    {
        if (value.Kind == PathKind.Boolean)
            return new PathQuantity(value.Boolean ? 1.0m : 0.0m, "1");
        if (value.Kind != PathKind.String)
            return Equality.AsQuantity(value);
        var match = QuantityText().Match(value.String);
        if (!match.Success || !decimal.TryParse(match.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        if (match.Groups[2].Success)
            return new PathQuantity(number, match.Groups[2].Value);
        if (!match.Groups[3].Success)
            return new PathQuantity(number, "1");
        return Quantities.IsCalendarUnit(match.Groups[3].Value) ? new PathQuantity(number, match.Groups[3].Value, IsCalendar: true) : null;
    }

    [GeneratedRegex(@"^[+-]?[0-9]+(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^([+-]?[0-9]+(?:\.[0-9]+)?)\s*(?:'([^']+)'|([a-zA-Z]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex QuantityText();
}
