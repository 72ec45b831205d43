using System.Globalization;

namespace Gateway.Fhir.Paths.Units;

/// <summary>Dimensions as canonical text: base units in alphabetical order, each with its exponent unless that is 1, joined by dots.</summary>
internal static class UnitDimensions
{
    public static string Join(string left, string right, int exponent)
    {
        if (right.Length == 0 || exponent == 0)
            return left;
        var all = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Add(all, left, 1);
        Add(all, right, exponent);
        return string.Join('.', all.Where(d => d.Value != 0).Select(d => d.Value == 1 ? d.Key : d.Key + d.Value.ToString(CultureInfo.InvariantCulture)));
    }

    private static void Add(SortedDictionary<string, int> all, string dimensions, int times)
    {
        if (dimensions.Length == 0)
            return;
        foreach (var part in dimensions.Split('.'))
        {
            var end = part.Length;
            while (char.IsAsciiDigit(part[end - 1]) || part[end - 1] == '-')
                end--;
            var exponent = end == part.Length ? 1 : int.Parse(part.AsSpan(end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            all[part[..end]] = all.GetValueOrDefault(part[..end]) + (exponent * times);
        }
    }
}
