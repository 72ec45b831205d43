namespace Gateway.Fhir.Outcomes;

/// <summary>Collects the faults of one text. Beyond <see cref="Limit"/> they are counted, and the last entry says how many.</summary>
internal sealed class FaultList
{
    public const int Limit = 1000;
    private readonly List<(Fault Fault, int Offset)> _faults = [];
    private int _beyond;

    public bool HasErrors { get; private set; }

    public int Count => _faults.Count + _beyond;

    public bool IsFull => _faults.Count >= Limit;

    /// <summary>Adds a fault that knows its line and column.</summary>
    public void Add(Fault fault) => Add(fault, -1);

    /// <summary>Adds a fault whose line and column follow from its byte offset when the list is made.</summary>
    public void Add(Fault fault, int offset)
    {
        if (IsFull)
        {
            AddUnlisted(fault.IsWarning);
            return;
        }

        HasErrors |= !fault.IsWarning;
        _faults.Add((fault, offset));
    }

    /// <summary>Counts a fault that the full list has no room for.</summary>
    public void AddUnlisted(bool isWarning)
    {
        HasErrors |= !isWarning;
        _beyond++;
    }

    /// <summary>The faults in the order of the text that their offsets lie in.</summary>
    public IReadOnlyList<Fault> ToList(ReadOnlySpan<byte> text = default)
    {
        if (_faults.Count == 0)
            return [];
        var places = new TextPlaces();
        var list = new List<Fault>(_faults.Count + 1);
        foreach (var (fault, offset) in _faults.OrderBy(f => f.Offset))
        {
            var (line, column) = offset < 0 ? (fault.Line, fault.Column) : places.At(text, offset);
            list.Add(fault with { Line = line, Column = column });
        }

        if (_beyond > 0)
            list.Add(new Fault(FaultKind.TooLong, $"{_beyond} more faults are not listed.", "", 0, 0, !HasErrors));
        return list;
    }
}
