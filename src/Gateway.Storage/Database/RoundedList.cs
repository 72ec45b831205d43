using System.Numerics;

namespace Gateway.Storage.Database;

/// <summary>Rounds up how many values a statement names to a power of two, by naming the last again: few statements are made ready, and kept.</summary>
public static class RoundedList
{
    /// <param name="values">The values, of which naming one twice changes nothing.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> values) =>
        values.Count == 0 ? [] : [.. values, .. Enumerable.Repeat(values[^1], (int)BitOperations.RoundUpToPowerOf2((uint)values.Count) - values.Count)];
}
