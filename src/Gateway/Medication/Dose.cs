namespace Gateway.Medication;

/// <summary>A dose as far as rules can read it; what is null was not said, or not clearly.</summary>
internal sealed record Dose
{
    /// <summary>The words of the source.</summary>
    public required string Text { get; init; }

    /// <summary>How many tablets, puffs or other <see cref="Unit"/> at once.</summary>
    public decimal? Amount { get; init; }

    /// <summary>True when an amount is said that is no single one, such as one or two.</summary>
    public bool IsAmountUnclear { get; init; }

    /// <summary>What is counted, empty for tablets, capsules and what is not named.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Milligrams at once, where unit and strength tell.</summary>
    public decimal? Milligrams { get; init; }

    public decimal? TimesADay { get; init; }

    /// <summary>True when the words say how much or how often only as directed, or when needed.</summary>
    public bool IsVague { get; init; }

    /// <summary>How two doses compare. Doses that are the same in a day are the same.</summary>
    public static DoseComparison Compare(Dose left, Dose right)
    {
        if (left.IsVague || right.IsVague)
            return DoseComparison.Same;
        if (string.Equals(left.Text.Trim(), right.Text.Trim(), StringComparison.OrdinalIgnoreCase) && (left.Milligrams is null || right.Milligrams is null || left.Milligrams == right.Milligrams))
            return DoseComparison.Same;
        var amounts = left.Milligrams is not null && right.Milligrams is not null ? (left.Milligrams, right.Milligrams)
            : left.Unit == right.Unit ? (left.Amount, right.Amount) : (null, null);
        if (amounts is not ({ } one, { } other))
            return left.TimesADay is not { } often || right.TimesADay is not { } times ? DoseComparison.Unclear
                : often != times ? DoseComparison.Differs
                : (left.Amount is null || right.Amount is null) && !left.IsAmountUnclear && !right.IsAmountUnclear ? DoseComparison.Same : DoseComparison.Unclear;
        if (left.TimesADay is { } a && right.TimesADay is { } b)
            return one * a == other * b ? DoseComparison.Same : DoseComparison.Differs;
        return one == other ? DoseComparison.Same : DoseComparison.Differs;
    }
}
