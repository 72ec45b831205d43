namespace Gateway.Fhir.Outcomes;

/// <summary>Collects the faults of one text. Beyond <see cref="Limit"/> they are counted, and the last entry says how many.</summary>
internal sealed class FaultList
{
    public const int Limit = 1000;
    private readonly List<Fault> _faults = [];
    private int _beyond;

    public bool HasErrors { get; private set; }

    public void Add(Fault fault)
    {
        HasErrors |= !fault.IsWarning;
        if (_faults.Count < Limit)
            _faults.Add(fault);
        else
            _beyond++;
    }

    public IReadOnlyList<Fault> ToList() => _beyond == 0
        ? _faults
        : [.. _faults, new Fault(FaultKind.TooLong, $"{_beyond} more faults are not listed.", "", 0, 0)];
}
