using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Search.Values;

/// <summary>Reads numbers.</summary>
internal static class NumberValues
{
    public static void Add(in PathValue item, List<IndexValue> values)
    {
        if (item.Kind is PathKind.Integer or PathKind.Long or PathKind.Decimal)
            values.Add(new NumberValue(item.Number, item.Number));
        else if (item.IsElement && item.Element.Type.Name == "Range" && RangeOf(item.Element) is var (low, high))
            values.Add(new NumberValue(low, high));
        else if (item.IsElement && item.Element.Type.IsPrimitive && Parse(item.Element.Text) is { } number)
            values.Add(new NumberValue(number, number));
    }

    /// <summary>Both ends of a Range, open where one is not given; null when neither is.</summary>
    public static (decimal Low, decimal High)? RangeOf(Element range)
    {
        var low = range["low"].Select(q => Parse(q.ChildText("value"))).FirstOrDefault();
        var high = range["high"].Select(q => Parse(q.ChildText("value"))).FirstOrDefault();
        return low is null && high is null ? null : (low ?? decimal.MinValue, high ?? decimal.MaxValue);
    }

    /// <summary>The number; one that no decimal holds counts as the nearest that it does.</summary>
    public static decimal? Parse(string? text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        return !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var large) || double.IsNaN(large) ? null
            : large < 0 ? decimal.MinValue : decimal.MaxValue;
    }
}
