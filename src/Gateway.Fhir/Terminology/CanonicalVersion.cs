using System.Globalization;

namespace Gateway.Fhir.Terminology;

/// <summary>The versions of canonical resources: compared part by part, numbers as numbers.</summary>
internal static class CanonicalVersion
{
    private static readonly char[] s_breaks = ['.', '-'];

    public static int Compare(string left, string right)
    {
        var (l, r) = (left.Split(s_breaks), right.Split(s_breaks));
        for (var i = 0; i < Math.Min(l.Length, r.Length); i++)
            if (ComparePart(l[i], r[i]) is not 0 and var order)
                return order;
        return l.Length.CompareTo(r.Length);
    }

    /// <summary>True for 4.0.1 and 4.0, and for 4.0.1 and 4.0.0: what differs is a correction.</summary>
    public static bool IsAlike(string left, string right)
    {
        var (l, r) = (left.Split('.'), right.Split('.'));
        return l.Length >= 2 && r.Length >= 2 && l[0] == r[0] && l[1] == r[1];
    }

    private static int ComparePart(string left, string right) =>
        long.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var l) && long.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var r)
            ? l.CompareTo(r) : string.CompareOrdinal(left, right);
}
