using Gateway.Fhir.Paths.Units;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Tests.Paths;

public sealed class UnitTests
{
    [Theory]
    [InlineData("kg", "g", 1000)]
    [InlineData("ug", "mg", 0.001)]
    [InlineData("[lb_av]", "kg", 0.45359237)]
    [InlineData("[oz_av]", "g", 28.349523125)]
    [InlineData("[stone_av]", "[lb_av]", 14)]
    [InlineData("[in_i]", "cm", 2.54)]
    [InlineData("[ft_i]", "m", 0.3048)]
    [InlineData("L", "mL", 1000)]
    [InlineData("l", "L", 1)]
    [InlineData("dL", "cm3", 100)]
    [InlineData("m3", "L", 1000)]
    [InlineData("[gal_us]", "L", 3.785411784)]
    [InlineData("[foz_us]", "mL", 29.5735295625)]
    [InlineData("[pt_br]", "mL", 568.26125)]
    [InlineData("mg/dL", "g/L", 0.01)]
    [InlineData("mmol/L", "umol/mL", 1)]
    [InlineData("meq/L", "mmol/L", 1)]
    [InlineData("10*3/uL", "10*9/L", 1)]
    [InlineData("10*6/uL", "10*12/L", 1)]
    [InlineData("10^3", "10*3", 1)]
    [InlineData("10*-3", "1", 0.001)]
    [InlineData("{cells}/uL", "/mm3", 1)]
    [InlineData("/[HPF]", "{WBC}/[HPF]", 1)]
    [InlineData("mm[Hg]", "Pa", 133.322)]
    [InlineData("cm[H2O]", "Pa", 98.0665)]
    [InlineData("kPa", "mbar", 10)]
    [InlineData("[psi]", "Pa", 6894.757293168361)]
    [InlineData("atm", "Pa", 101325)]
    [InlineData("U/L", "nkat/L", 16.6666666666667)]
    [InlineData("m[iU]/L", "u[IU]/mL", 1)]
    [InlineData("kcal", "J", 4184)]
    [InlineData("kcal_th", "J", 4184)]
    [InlineData("h", "min", 60)]
    [InlineData("wk", "d", 7)]
    [InlineData("a", "d", 365.25)]
    [InlineData("mo", "d", 30.4375)]
    [InlineData("a", "mo", 12)]
    [InlineData("{beats}/min", "Hz", 0.0166666666666667)]
    [InlineData("mL/min/{1.73_m2}", "L/h", 0.06)]
    [InlineData("kg.m-2", "kg/m2", 1)]
    [InlineData("kg/(m.m)", "kg/m2", 1)]
    [InlineData("kg.m+2", "kg.m2", 1)]
    [InlineData("N.m", "J", 1)]
    [InlineData("W.s", "J", 1)]
    [InlineData("V.A", "W", 1)]
    [InlineData("Sv", "J/kg", 1)]
    [InlineData("mCi", "MBq", 37)]
    [InlineData("%", "1", 0.01)]
    [InlineData("[ppm]", "%", 0.0001)]
    [InlineData("deg", "rad", 0.0174532925199433)]
    [InlineData("fL", "um3", 1)]
    [InlineData("mosm/kg", "mmol/kg", 1)]
    [InlineData("By", "bit", 8)]
    [InlineData("ym", "Ym", 0)]
    public void A_unit_is_so_many_of_another(string unit, string other, double size)
    {
        if (size == 0)
        {
            Quantities.Common(new PathQuantity(1, unit), new PathQuantity(1, other)).Should().BeNull("the two lie too far apart for a decimal");
            return;
        }

        var (left, right) = Quantities.Common(new PathQuantity(1, unit), new PathQuantity(1, other))!.Value;
        ((double)left / (double)right).Should().BeApproximately(size, size * 1e-13);
    }

    [Theory]
    [InlineData(0, "Cel", 32, "[degF]")]
    [InlineData(100, "Cel", 212, "[degF]")]
    [InlineData(-40, "Cel", -40, "[degF]")]
    [InlineData(0, "K", -273.15, "Cel")]
    [InlineData(0, "K", 0, "[degR]")]
    [InlineData(1, "Cel/s", 1.8, "[degF]/s")]
    public void Temperatures_have_their_zero_points(decimal value, string unit, decimal same, string other) =>
        Quantities.Compare(new PathQuantity(value, unit), new PathQuantity(same, other)).Should().Be(0);

    [Theory]
    [InlineData("mg", "mL")]
    [InlineData("mol", "g")]
    [InlineData("[iU]", "U")]
    [InlineData("[arb'U]", "[iU]")]
    [InlineData("m", "m2")]
    [InlineData("year", "a")]
    public void Other_dimensions_have_nothing_in_common(string unit, string other) =>
        Quantities.Common(new PathQuantity(1, unit), new PathQuantity(1, other)).Should().BeNull();

    [Theory]
    [InlineData("furlong")]
    [InlineData("MG/DL")]
    [InlineData("mg/")]
    [InlineData("mg.")]
    [InlineData("mg//dL")]
    [InlineData("mg..dL")]
    [InlineData(".mg")]
    [InlineData("/")]
    [InlineData("()")]
    [InlineData("(mg")]
    [InlineData("mg)")]
    [InlineData("(m/s)2")]
    [InlineData("2mg")]
    [InlineData("0")]
    [InlineData("mg{")]
    [InlineData("mg}")]
    [InlineData("[lb_av")]
    [InlineData("k[lb_av]")]
    [InlineData("kkg")]
    [InlineData("m-")]
    [InlineData("m2-")]
    [InlineData("m101")]
    [InlineData("m99999999999")]
    [InlineData(" mg")]
    [InlineData("mg ")]
    [InlineData("m g")]
    [InlineData("[ppb]4")]
    [InlineData("m/[ppb]4")]
    [InlineData("99999999999999999999999999999999")]
    public void A_malformed_code_has_no_scale(string code) => UcumParser.Parse(code).Should().BeNull();

    [Fact]
    public void No_text_makes_the_parser_throw()
    {
        const string Alphabet = "mgLkdu10*^-+./(){}[]%'lbavCe HK9²\ud83d";
        var random = new Random(42);
        for (var i = 0; i < 100_000; i++)
            UcumParser.Parse(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)])));
        UcumParser.Parse(new string('(', 100_000)).Should().BeNull();
    }
}
