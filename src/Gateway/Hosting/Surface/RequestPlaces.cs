namespace Gateway.Hosting.Surface;

/// <summary>How many requests of each are under way. Who finds no place is told at once. Safe for many threads.</summary>
/// <typeparam name="TKey">Whose requests.</typeparam>
/// <param name="most">The most of one.</param>
internal sealed class RequestPlaces<TKey>(int most)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, int> _taken = [];

    public bool TryEnter(TKey key)
    {
        lock (_lock)
        {
            var taken = _taken.GetValueOrDefault(key);
            if (taken >= most)
                return false;
            _taken[key] = taken + 1;
            return true;
        }
    }

    public void Leave(TKey key)
    {
        lock (_lock)
            if (--System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(_taken, key) == 0)
                _taken.Remove(key);
    }
}
