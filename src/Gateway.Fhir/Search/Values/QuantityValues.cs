using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Search.Values;

/// <summary>Reads amounts with their units.</summary>
internal static class QuantityValues
{
    private const string Currencies = "urn:iso:std:iso:4217";

    public static void Add(in PathValue item, ExtractionScope scope, List<IndexValue> values)
    {
        if (!item.IsElement)
            return;
        var element = item.Element;
        switch (element.Type.Name)
        {
            case "Money" when NumberValues.Parse(element.ChildText("value")) is { } amount:
                values.Add(new QuantityValue(amount, amount) { System = Currencies, Code = scope.Shared(element.ChildText("currency")) });
                break;
            case "Range" when NumberValues.RangeOf(element) is var (low, high):
                values.Add(Of(low, high, element["low"].Concat(element["high"]).First(), scope));
                break;
            case "SampledData" when Points(element) is var (low, high):
                values.Add(Of(low, high, element["origin"].First(), scope));
                break;
            default:
                if (element.Type.Is("Quantity") && NumberValues.Parse(element.ChildText("value")) is { } value)
                    values.Add(element.ChildText("comparator") switch
                    {
                        "<" or "<=" => Of(decimal.MinValue, value, element, scope),
                        ">" or ">=" => Of(value, decimal.MaxValue, element, scope),
                        _ => Of(value, value, element, scope),
                    });
                break;
        }
    }

    private static QuantityValue Of(decimal low, decimal high, Element unit, ExtractionScope scope)
    {
        var (system, code) = (scope.Shared(unit.ChildText("system")), scope.Shared(unit.ChildText("code")));
        return new QuantityValue(low, high)
        {
            System = system,
            Code = code,
            Unit = scope.Shared(unit.ChildText("unit")?.ToLowerInvariant()),
            Canonical = CanonicalUnits.Find(system, code) is { } scale
                ? new CanonicalRange(CanonicalUnits.Of(low, scale), CanonicalUnits.Of(high, scale), CanonicalUnits.Unit(scale)) : null,
        };
    }

    // The least and the greatest point: origin + factor * number; E, U and L are no numbers (http://hl7.org/fhir/R4/datatypes.html#SampledData).
    private static (decimal Low, decimal High)? Points(Element sampled)
    {
        if (NumberValues.Parse(sampled["origin"].FirstOrDefault() is { IsNone: false } origin ? origin.ChildText("value") : null) is not { } zero)
            return null;
        var factor = NumberValues.Parse(sampled.ChildText("factor")) ?? 1;
        var points = (sampled.ChildText("data") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(NumberValues.Parse).OfType<decimal>().ToList();
        if (points.Count == 0)
            return null;
        try
        {
            var (one, other) = (zero + (factor * points.Min()), zero + (factor * points.Max()));
            return (Math.Min(one, other), Math.Max(one, other));
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
