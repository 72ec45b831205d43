using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Storage.Database;

/// <summary>What was read and is not read again, as far as there is room: where that is used up, all of it goes. Safe for use by many threads.</summary>
/// <typeparam name="TKey">What was asked about.</typeparam>
/// <typeparam name="TFound">What was found, which nobody changes.</typeparam>
public sealed class KeptReads<TKey, TFound>
    where TKey : notnull
{
    private const int Most = 20_000;
    private readonly ConcurrentDictionary<TKey, TFound> _found = new();

    /// <summary>What was found; false where it is not kept.</summary>
    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TFound found) => _found.TryGetValue(key, out found);

    /// <summary>Keeps what was found.</summary>
    public TFound Keep(TKey key, TFound found)
    {
        if (_found.Count >= Most)
            _found.Clear();
        return _found[key] = found;
    }
}
