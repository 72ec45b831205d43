namespace Gateway.Simulators.People;

/// <summary>How often, in percent, a system has something of a person otherwise than it is.</summary>
internal sealed record IdentityHabits
{
    public static IdentityHabits CaseSystem { get; } = new() { Short = 10, Former = 8, Letters = 4, Swapped = 5, NewYear = 1, NoNumber = 15, Mistyped = 3, Untraced = 10 };

    public static IdentityHabits Custody { get; } = new() { Short = 25, Former = 10, Letters = 8, Swapped = 6, NewYear = 4, NoNumber = 45, Mistyped = 5, Untraced = 30 };

    /// <summary>The trust finds people by their NHS number, so it has one of each.</summary>
    public static IdentityHabits Trust { get; } = new() { Short = 5, Former = 6, Letters = 3, Swapped = 1 };

    public static IdentityHabits Community { get; } = new() { Short = 30, Former = 10, Letters = 8, Swapped = 8, NewYear = 3, NoNumber = 30, Mistyped = 5, Untraced = 100 };

    public int Short { get; init; }

    /// <summary>The name before marriage, or after.</summary>
    public int Former { get; init; }

    /// <summary>Two letters of the surname the other way round.</summary>
    public int Letters { get; init; }

    /// <summary>Day and month the other way round.</summary>
    public int Swapped { get; init; }

    /// <summary>1 January, for somebody who does not know or does not say.</summary>
    public int NewYear { get; init; }

    public int NoNumber { get; init; }

    public int Mistyped { get; init; }

    public int Untraced { get; init; }
}
