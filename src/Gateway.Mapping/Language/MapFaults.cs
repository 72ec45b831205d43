using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Language;

/// <summary>Collects the faults of one map. Beyond <see cref="Limit"/> they are counted, and the last entry says how many.</summary>
internal sealed class MapFaults
{
    public const int Limit = 1000;
    private readonly List<Fault> _faults = [];
    private int _beyond;

    public int Count => _faults.Count;

    public bool Any => _faults.Count > 0;

    public void Add(FaultKind kind, string message, MapPlace place, string expression = "")
    {
        if (_faults.Count < Limit)
            _faults.Add(new Fault(kind, message, expression, place.Line, place.Column));
        else
            _beyond++;
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
        var list = _faults.OrderBy(f => f.Line).ThenBy(f => f.Column).ToList();
        if (_beyond > 0)
            list.Add(new Fault(FaultKind.TooLong, $"{_beyond} more faults are not listed.", "", 0, 0));
        return list;
    }
}
