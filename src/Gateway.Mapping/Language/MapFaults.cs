using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Language;

/// <summary>Collects the faults of one map. Beyond <see cref="Limit"/> the last entry says that there are more.</summary>
internal sealed class MapFaults
{
    public const int Limit = 1000;
    private readonly List<Fault> _faults = [];

    public int Count => _faults.Count;

    public bool Any => _faults.Count > 0;

    public bool IsFull => _faults.Count > Limit;

    public void Add(FaultKind kind, string message, MapPlace place, string expression = "")
    {
        if (!IsFull)
            _faults.Add(new Fault(kind, message, expression, place.Line, place.Column));
    }

    /// <summary>Says where the faults from that one on lie, as far as they do not say it themselves.</summary>
    public void Locate(int from, string expression)
    {
        for (var i = from; i < _faults.Count; i++)
            if (_faults[i].Expression.Length == 0)
                _faults[i] = _faults[i] with { Expression = expression };
    }

    public IReadOnlyList<Fault> ToList()
    {
        var list = _faults.Take(Limit).OrderBy(f => f.Line).ThenBy(f => f.Column).ToList();
        if (IsFull)
            list.Add(new Fault(FaultKind.TooLong, $"There are more than {Limit} faults; the others are not listed.", "", 0, 0));
        return list;
    }
}
