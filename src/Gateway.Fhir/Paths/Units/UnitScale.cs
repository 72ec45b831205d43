namespace Gateway.Fhir.Paths.Units;

/// <summary>
/// What a unit is in base units: a factor (a decimal times a power of ten, so that 10⁻²⁴ stays exact), the dimensions as a
/// canonical text (<c>g.m-2</c>; empty for a pure number), and for temperatures the zero point.
/// </summary>
internal sealed record UnitScale(decimal Factor, int Power, string Dimensions, decimal Offset = 0)
{
    public static UnitScale One { get; } = new(1, 0, "");

    /// <summary>A value of this unit in base units, as a decimal and a power of ten.</summary>
    public (decimal Value, int Power) ToBase(decimal value) => Offset == 0 ? (value * Factor, Power) : ((value + Offset) * Factor, Power);

    public UnitScale Times(UnitScale other, int exponent)
    {
        var factor = Factor;
        var power = Power;
        for (var i = 0; i < Math.Abs(exponent); i++)
        {
            factor = exponent > 0 ? factor * other.Factor : factor / other.Factor;
            power += exponent > 0 ? other.Power : -other.Power;
        }

        // So small that nothing is left of it in a decimal: no scale at all.
        if (factor == 0)
            throw new OverflowException();
        return new UnitScale(factor, power, UnitDimensions.Join(Dimensions, other.Dimensions, exponent));
    }
}
