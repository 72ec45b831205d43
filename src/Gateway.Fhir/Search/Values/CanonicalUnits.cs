using System.Globalization;
using Gateway.Fhir.Paths.Units;

namespace Gateway.Fhir.Search.Values;

/// <summary>Amounts in UCUM base units, for comparing 5.4 mg with 0.0054 g.</summary>
internal static class CanonicalUnits
{
    public const string Ucum = "http://unitsofmeasure.org";

    /// <summary>The scale of a unit, or null when it is not one of UCUM's that is known.</summary>
    public static UnitScale? Find(string? system, string? code) => system == Ucum && code is not null ? UcumParser.Parse(code) : null;

    /// <summary>The name of what a scale measures.</summary>
    public static string Unit(UnitScale scale) => scale.Dimensions.Length == 0 ? "1" : scale.Dimensions;

    /// <summary>The amount in base units, to 12 significant digits; decimal's own ends stand for no end.</summary>
    public static double Of(decimal amount, UnitScale scale)
    {
        if (amount is decimal.MinValue or decimal.MaxValue)
            return amount < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        var value = ((double)amount + (double)scale.Offset) * (double)scale.Factor * Math.Pow(10, scale.Power);
        return double.Parse(value.ToString("E11", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
