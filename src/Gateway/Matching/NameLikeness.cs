namespace Gateway.Matching;

/// <summary>How alike two names are (Jaro-Winkler): 1 for the same, near 1 for a slip of the hand, more so behind a common beginning.</summary>
internal static class NameLikeness
{
    private const int Prefix = 4;
    private const double PrefixWeight = 0.1;

    public static double Of(string left, string right)
    {
        if (left == right)
            return 1;
        var reach = Math.Max(0, (Math.Max(left.Length, right.Length) / 2) - 1);
        var (inLeft, inRight) = (new bool[left.Length], new bool[right.Length]);
        var common = 0;
        for (var i = 0; i < left.Length; i++)
            for (var j = Math.Max(0, i - reach); j < Math.Min(right.Length, i + reach + 1); j++)
                if (!inRight[j] && left[i] == right[j])
                {
                    (inLeft[i], inRight[j], common) = (true, true, common + 1);
                    break;
                }

        if (common == 0)
            return 0;
        var (leftCommon, rightCommon) = (left.Where((_, i) => inLeft[i]), right.Where((_, j) => inRight[j]));
        var moved = leftCommon.Zip(rightCommon).Count(p => p.First != p.Second) / 2.0;
        var jaro = (((double)common / left.Length) + ((double)common / right.Length) + ((common - moved) / common)) / 3;
        var same = left.Zip(right).Take(Prefix).TakeWhile(p => p.First == p.Second).Count();
        return jaro + (same * PrefixWeight * (1 - jaro));
    }
}
