using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Search.Values;

/// <summary>Reads dates and the outer limits of periods and timings (the table of http://hl7.org/fhir/R4/search.html#date).</summary>
internal static class DateValues
{
    public static void Add(in PathValue item, TimeZoneInfo zone, List<IndexValue> values)
    {
        if (item.Kind is PathKind.Date or PathKind.DateTime)
            Add(DateRanges.Of(item.Temporal, zone), values);
        else if (item.IsElement && Range(item.Element, zone) is { } range)
            Add(range, values);
    }

    private static void Add((long Low, long High) range, List<IndexValue> values) => values.Add(new DateValue(range.Low, range.High));

    public static (long Low, long High)? Range(Element element, TimeZoneInfo zone) => element.Type switch
    {
        { IsPrimitive: true } => Moment(element, zone),
        { Name: "Period" } => Period(element, zone),
        { Name: "Timing" } => Timing(element, zone),
        _ => null,
    };

    private static (long Low, long High)? Moment(Element element, TimeZoneInfo zone) =>
        element.Text is not { } text || !Temporal.TryParseDateTime(Encoding.UTF8.GetBytes(text), out var value) ? null
        : element.Type.Primitive == PrimitiveKind.Instant ? DateRanges.Point(value, zone) : DateRanges.Of(value, zone);

    private static (long Low, long High)? Period(Element element, TimeZoneInfo zone)
    {
        var start = element["start"].FirstOrDefault() is { IsNone: false } from ? Moment(from, zone) : null;
        var end = element["end"].FirstOrDefault() is { IsNone: false } to ? Moment(to, zone) : null;
        return start is null && end is null ? null : (start?.Low ?? long.MinValue, end?.High ?? long.MaxValue);
    }

    private static (long Low, long High)? Timing(Element element, TimeZoneInfo zone)
    {
        var ranges = element["event"].Select(e => Moment(e, zone))
            .Concat(element["repeat"].SelectMany(r => r["bounds"]).Where(b => b.Type.Name == "Period").Select(b => Period(b, zone)))
            .OfType<(long Low, long High)>().ToList();
        return ranges.Count == 0 ? null : (ranges.Min(r => r.Low), ranges.Max(r => r.High));
    }
}
