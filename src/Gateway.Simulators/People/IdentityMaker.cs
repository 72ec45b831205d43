namespace Gateway.Simulators.People;

/// <summary>Makes of a true identity the one that a system has.</summary>
internal static class IdentityMaker
{
    public static Identity Make(Identity truth, string id, IdentityHabits habits, Draw draw)
    {
        var identity = Numbers(truth with { Id = id }, habits, draw);
        if (draw.Chance(habits.Short) && Shorten(identity.Forenames) is { } shorter)
            identity = identity with { Forenames = shorter, OtherForename = truth.Forenames[0] };
        if (truth.OtherSurname is not null && draw.Chance(habits.Former))
            identity = identity with { Surname = truth.OtherSurname, OtherSurname = truth.Surname };
        else
            identity = identity with { OtherSurname = null };
        if (draw.Chance(habits.Letters))
            identity = identity with { Surname = Transpose(identity.Surname, draw) };
        return identity with { DateOfBirth = Birth(truth.DateOfBirth, habits, draw) };
    }

    /// <summary>What people call somebody of that name; null when there is no short form.</summary>
    public static IReadOnlyList<string>? Shorten(IReadOnlyList<string> forenames) =>
        Names.Short.TryGetValue(forenames[0], out var called) ? [called] : null;

    /// <summary>The same day and month the other way round, where that is a date.</summary>
    public static DateOnly Swap(DateOnly date) => date.Day <= 12 ? new DateOnly(date.Year, date.Day, date.Month) : date;

    private static Identity Numbers(Identity identity, IdentityHabits habits, Draw draw)
    {
        if (identity.NhsNumber is not { } number || draw.Chance(habits.NoNumber))
            return identity with { NhsNumber = null };
        if (draw.Chance(habits.Mistyped))
            return identity with { NhsNumber = NhsNumbers.Mistyped(number), NhsStatus = "02" };
        return draw.Chance(habits.Untraced) ? identity with { NhsStatus = "02" } : identity;
    }

    private static DateOnly Birth(DateOnly date, IdentityHabits habits, Draw draw) =>
        draw.Chance(habits.Swapped) ? Swap(date) : draw.Chance(habits.NewYear) ? new DateOnly(date.Year, 1, 1) : date;

    private static string Transpose(string name, Draw draw)
    {
        var at = draw.Between(1, name.Length - 3);
        return $"{name[..at]}{name[at + 1]}{name[at]}{name[(at + 2)..]}";
    }
}
