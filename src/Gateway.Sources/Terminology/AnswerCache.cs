namespace Gateway.Sources.Terminology;

/// <summary>Answers by question, the most recently used of them, each for a time.</summary>
internal sealed class AnswerCache<TKey, TValue>(int size, TimeSpan life, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value, DateTimeOffset Until)>> _byKey = [];
    private readonly LinkedList<(TKey Key, TValue Value, DateTimeOffset Until)> _byUse = [];

    public bool TryGet(TKey key, out TValue? value)
    {
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                if (time.GetUtcNow() < node.Value.Until)
                {
                    _byUse.AddFirst(node);
                    value = node.Value.Value;
                    return true;
                }

                _byKey.Remove(key);
            }
        }

        value = default;
        return false;
    }

    public void Add(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_byKey.Remove(key, out var old))
                _byUse.Remove(old);
            _byKey[key] = _byUse.AddFirst((key, value, time.GetUtcNow() + life));
            if (_byKey.Count <= size)
                return;
            _byKey.Remove(_byUse.Last!.Value.Key);
            _byUse.RemoveLast();
        }
    }
}
