using Gateway.Access.Labels;

namespace Gateway.Access.Consents;

/// <summary>How much of something permissions cover: all of it, or some of its sensitivities, a bit each.</summary>
internal readonly record struct Coverage(bool IsAll, ulong Sensitivities)
{
    // Whose labels nobody has that many of; what has more is covered only as a whole.
    private const int Most = 64;

    public bool IsAny => IsAll || Sensitivities != 0;

    /// <summary>What one permission covers.</summary>
    public static Coverage Of(Provision permission, LabelSet labels)
    {
        if (permission.SecurityLabels.Count == 0 || labels.Rank <= permission.HighestRank)
            return new Coverage(true, 0);
        var (covered, count) = (0UL, 0);
        for (var i = 0; i < labels.Sensitivities.Count; i++)
            if (IsCovered(permission, labels.Sensitivities[i]))
            {
                count++;
                covered |= i < Most ? 1UL << i : 0;
            }

        return new Coverage(count > 0 && count == labels.Sensitivities.Count, covered);
    }

    /// <summary>What both cover.</summary>
    public Coverage With(Coverage other) => new(IsAll || other.IsAll, Sensitivities | other.Sensitivities);

    /// <summary>Whether that is all there is.</summary>
    public bool IsWhole(LabelSet labels) => IsAll || (labels.Sensitivities.Count is > 0 and <= Most and var count && Sensitivities == (count == Most ? ulong.MaxValue : (1UL << count) - 1));

    private static bool IsCovered(Provision permission, Coded sensitivity)
    {
        foreach (var label in permission.SecurityLabels)
            if (Labels.Sensitivities.Permits(label, sensitivity))
                return true;
        return false;
    }
}
