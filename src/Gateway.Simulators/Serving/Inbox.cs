namespace Gateway.Simulators.Serving;

/// <summary>What came from the gateway, in order, each key once. Safe for use by many threads.</summary>
internal sealed class Inbox(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Received> _all = [];
    private readonly HashSet<string> _keys = [];

    public IReadOnlyList<Received> All
    {
        get
        {
            lock (_lock)
                return [.. _all];
        }
    }

    /// <summary>False when the key had come before.</summary>
    public bool Take(string kind, string? key, string contentType, string body)
    {
        lock (_lock)
        {
            if (!string.IsNullOrEmpty(key) && !_keys.Add($"{kind}|{key}"))
                return false;
            _all.Add(new Received(_all.Count + 1, kind, key, time.GetUtcNow(), contentType, body));
            return true;
        }
    }
}
