using System.Globalization;

namespace Gateway.Fhir.Paths.Units;

/// <summary>The units of <c>ucum.txt</c>, and what that file does not say: prefixes and temperatures.</summary>
internal static class UcumTable
{
    private const string Symbols = "Y Z E P T G M k h da d c m u n p f a z y";
    private static readonly int[] s_powers = [24, 21, 18, 15, 12, 9, 6, 3, 2, 1, -1, -2, -3, -6, -9, -12, -15, -18, -21, -24];

    /// <summary>Units that take prefixes: code, number, unit that the number counts.</summary>
    public static Dictionary<string, (decimal Number, string Unit)> Metric { get; } = new(StringComparer.Ordinal);

    /// <summary>Units that take no prefix.</summary>
    public static Dictionary<string, (decimal Number, string Unit)> Plain { get; } = new(StringComparer.Ordinal);

    /// <summary>The prefixes, each with its power of ten.</summary>
    public static Dictionary<string, int> Prefixes { get; } =
        Symbols.Split(' ').Zip(s_powers).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);

    /// <summary>Temperatures: how many kelvin a degree is, and what to add before multiplying.</summary>
    public static Dictionary<string, UnitScale> Temperatures { get; } = new(StringComparer.Ordinal)
    {
        ["Cel"] = new UnitScale(1, 0, "K", 273.15m),
        ["[degF]"] = new UnitScale(5m / 9m, 0, "K", 459.67m),
        ["[degR]"] = new UnitScale(5m / 9m, 0, "K"),
    };

    static UcumTable()
    {
        using var reader = new StreamReader(typeof(UcumTable).Assembly.GetManifestResourceStream("ucum.txt")!);
        var section = Metric;
        while (reader.ReadLine() is { } line)
        {
            if (line is "[metric]" or "[plain]")
                section = line == "[metric]" ? Metric : Plain;
            else if (line.Split(' ') is [var code, var number, var unit])
                section.Add(code, (Number(number), unit == "-" ? "" : unit));
        }
    }

    // A number, or a quotient of two.
    private static decimal Number(string text) => text.Split('/') is [var above, var below]
        ? Number(above) / Number(below)
        : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
