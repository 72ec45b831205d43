using System.Globalization;

namespace Gateway.Fhir.Paths.Values;

/// <summary>A System.Quantity: a number and a unit, which is a UCUM code or, when <see cref="IsCalendar"/>, a calendar duration such as <c>month</c>.</summary>
public sealed record PathQuantity(decimal Value, string Unit, bool IsCalendar = false)
{
    /// <summary>As FHIRPath writes it: <c>1.5 'mg'</c>, <c>1 week</c>.</summary>
    public override string ToString()
    {
        var value = Value.ToString(CultureInfo.InvariantCulture);
        return IsCalendar ? $"{value} {Unit}" : $"{value} '{Unit}'";
    }
}
