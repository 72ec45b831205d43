namespace Gateway.Storage.Database;

/// <summary>What was read, kept while a counter of changes (<see cref="LedgerCounter"/>) says the same. Safe for use by many threads.</summary>
/// <typeparam name="TKey">What was asked about.</typeparam>
/// <typeparam name="TFound">What was found, which nobody changes.</typeparam>
public sealed class KeptWhile<TKey, TFound>
    where TKey : notnull
{
    private volatile Generation _latest = new(-1, new());

    /// <summary>
    /// What was read since the counter said that. Ask the counter first and read then, so that what changes in between is found, or moves the counter: what is kept here is never older than it.
    /// </summary>
    /// <param name="counter">What the counter says, any number that is not negative.</param>
    public KeptReads<TKey, TFound> At(long counter)
    {
        var latest = _latest;
        if (latest.Counter != counter)
            _latest = latest = new Generation(counter, new());
        return latest.Reads;
    }

    private sealed record Generation(long Counter, KeptReads<TKey, TFound> Reads);
}
