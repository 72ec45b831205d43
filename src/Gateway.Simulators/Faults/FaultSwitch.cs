namespace Gateway.Simulators.Faults;

/// <summary>The fault that one system has at present. Safe for use by many threads.</summary>
public sealed class FaultSwitch
{
    private readonly Lock _lock = new();
    private Fault _fault = new();
    private int _struck;

    /// <summary>What is set, with the times that are left of it.</summary>
    public Fault Current
    {
        get
        {
            lock (_lock)
                return _fault.Times is { } times ? _fault with { Times = times - _struck } : _fault;
        }
    }

    /// <summary>How often the fault that was set last has struck.</summary>
    public int Struck
    {
        get
        {
            lock (_lock)
                return _struck;
        }
    }

    public void Set(Fault fault)
    {
        lock (_lock)
            (_fault, _struck) = (fault, 0);
    }

    public void Clear() => Set(new Fault());

    /// <summary>The fault that strikes what goes on at that path, counted; null for none. Of what applies to pushes, or to answers.</summary>
    internal Fault? Take(string path, Func<FaultMode, bool> applies)
    {
        lock (_lock)
        {
            if (_fault.Mode == FaultMode.None || !applies(_fault.Mode) || _struck >= (_fault.Times ?? int.MaxValue)
                || (_fault.Path is { } prefix && !path.StartsWith(prefix, StringComparison.Ordinal)))
                return null;
            _struck++;
            return _fault;
        }
    }
}
