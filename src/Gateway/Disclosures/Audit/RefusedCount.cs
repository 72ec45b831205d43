namespace Gateway.Disclosures.Audit;

/// <summary>How often somebody was turned away: when first and last, for what, why. Safe for use by many threads.</summary>
internal sealed class RefusedCount
{
    // Who tries more addresses than this is named with the first of them.
    private const int MostNamed = 20;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _why = new(StringComparer.Ordinal);

    public long Calls { get; private set; }

    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    public IReadOnlyCollection<string> Asked => _asked;

    public IReadOnlyCollection<string> Why => _why;

    public void Add(string asked, string why, DateTimeOffset now)
    {
        lock (_lock)
        {
            Calls++;
            (First, Last) = (now < First ? now : First, now > Last ? now : Last);
            Name(asked, why);
        }
    }

    public void Add(RefusedCount other)
    {
        lock (_lock)
        {
            Calls += other.Calls;
            (First, Last) = (other.First < First ? other.First : First, other.Last > Last ? other.Last : Last);
            foreach (var asked in other._asked)
                Name(asked, "");
            _why.UnionWith(other._why);
        }
    }

    private void Name(string asked, string why)
    {
        if (_asked.Count < MostNamed)
            _asked.Add(asked);
        if (why.Length > 0)
            _why.Add(why);
    }
}
