namespace Gateway.Simulators.People;

/// <summary>Draws that come out the same for the same seed.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Draws of its own for one person or record, so that one more draw for one changes no other.</summary>
    public static Draw For(int seed, int number, int purpose) => new(unchecked((((seed * 31) + number) * 7919) + purpose));

    /// <summary>Both ends are among the numbers.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>Some of the choices, each at most once, in their order.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> choices, int count)
    {
        var taken = new HashSet<int>();
        while (taken.Count < Math.Min(count, choices.Count))
            taken.Add(_random.Next(choices.Count));
        return [.. taken.Order().Select(i => choices[i])];
    }
}
