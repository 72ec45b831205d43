namespace Gateway.Sources.CaseSystem;

/// <summary>
/// Which records of the case system were last found by a number of a person. No more than a guess, by which a search saves the wait for the look-up: the
/// look-up is made beside it, and what it finds counts.
/// </summary>
internal sealed class PersonNumbers(int atMost)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SourceIdentifier, IReadOnlyList<string>> _ids = [];
    private readonly Queue<SourceIdentifier> _order = [];

    public IReadOnlyList<string> Guess(SourceIdentifier number)
    {
        lock (_gate)
            return _ids.GetValueOrDefault(number) ?? [];
    }

    public void Keep(SourceIdentifier number, IReadOnlyList<string> ids)
    {
        lock (_gate)
        {
            if (ids.Count == 0)
            {
                _ids.Remove(number);
                return;
            }

            if (atMost == 0)
                return;
            if (_ids.TryAdd(number, ids))
                _order.Enqueue(number);
            else
                _ids[number] = ids;
            while (_order.Count > atMost)
                _ids.Remove(_order.Dequeue());
        }
    }
}
