using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Medication;

/// <summary>How much of the ingredient the name of a product tells: in one tablet or capsule, or in a millilitre.</summary>
/// <param name="PerItem">Milligrams in one.</param>
/// <param name="PerMillilitre">Milligrams in a millilitre.</param>
internal sealed partial record Strength(decimal? PerItem, decimal? PerMillilitre)
{
    private static readonly Strength s_none = new(null, null);

    /// <summary>None where the name tells no strength, or several.</summary>
    public static Strength Of(string? name)
    {
        var text = name?.ToLowerInvariant() ?? "";
        if (Liquid().Match(text) is { Success: true } liquid)
        {
            var volume = liquid.Groups[3].Length == 0 ? 1 : Number(liquid.Groups[3]);
            return volume == 0 ? s_none : new Strength(null, Milligrams(Number(liquid.Groups[1]), liquid.Groups[2].Value) / volume);
        }

        var solid = Solid().Matches(text);
        return solid.Count == 1 && Number(solid[0].Groups[1]) > 0 && !text.Contains('/', StringComparison.Ordinal) && !text.Contains('%', StringComparison.Ordinal)
            ? new Strength(Milligrams(Number(solid[0].Groups[1]), solid[0].Groups[2].Value), null) : s_none;
    }

    /// <summary>An amount of mass in milligrams; null when the unit is none of mass.</summary>
    public static decimal? Milligrams(decimal amount, string unit) => unit switch
    {
        "mg" or "milligram" or "milligrams" => amount,
        "g" or "gram" or "grams" => amount * 1000,
        "microgram" or "micrograms" or "mcg" or "ug" or "µg" => amount / 1000,
        _ => null,
    };

    // A number that no product has says nothing.
    private static decimal Number(Group digits) =>
        decimal.TryParse(digits.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0.0001m and <= 1_000_000 ? number : 0;

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?) ?(mg|g|micrograms?|mcg)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Solid();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?) ?(mg|g|micrograms?|mcg) ?/ ?([0-9]+(?:\.[0-9]+)?)? ?ml\b", RegexOptions.NonBacktracking)]
    private static partial Regex Liquid();
}
