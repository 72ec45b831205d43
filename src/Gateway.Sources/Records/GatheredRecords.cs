using Gateway.Fhir.Outcomes;
using Gateway.Sources.Http;

namespace Gateway.Sources.Records;

/// <summary>What comes together of one question: records, what was refused of them, and what could not be asked.</summary>
internal sealed class GatheredRecords
{
    private static readonly SourceState[] s_telling = [SourceState.TimedOut, SourceState.Failed, SourceState.Throttled, SourceState.BreakerOpen];
    private readonly List<SourceRecord> _records = [];
    private readonly HashSet<string> _locators = new(StringComparer.Ordinal);
    private readonly List<Fault> _faults = [];
    private readonly List<RefusedRecord> _refused = [];
    private SourceState? _lost;
    private TimeSpan? _retryAfter;
    private DateTimeOffset? _asOf;
    private bool _isRefused;

    public IReadOnlyList<SourceRecord> Records => _records;

    public SourceRecord? First => _records.Count > 0 ? _records[0] : null;

    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>What was refused and can be read again.</summary>
    public IReadOnlyList<RefusedRecord> Refused => _refused;

    public bool IsCut { get; set; }

    public void Add(SourceRecord record)
    {
        _records.Add(record);
        _locators.Add(record.Locator);
        _refused.RemoveAll(r => r.Locator == record.Locator);
    }

    public bool Has(string locator) => _locators.Contains(locator);

    /// <summary>A record that cannot be used.</summary>
    public void Refuse(IEnumerable<Fault> faults)
    {
        _faults.AddRange(faults);
        _isRefused = true;
    }

    /// <summary>Says of what was refused where it is read again.</summary>
    public void ReadAgain(string type, string locator) => _refused.Add(new RefusedRecord(type, locator));

    public void Refuse(FaultKind kind, string message) => Refuse([new Fault(kind, message, "", 0, 0)]);

    /// <summary>Something that is said, and keeps nothing from being used.</summary>
    public void Warn(FaultKind kind, string message) => _faults.Add(new Fault(kind, message, "", 0, 0, true));

    /// <summary>A part of the question that was not answered; the part that was tried longest tells the state.</summary>
    public void Lose(SourceReply reply) => Lose(reply.State, reply.RetryAfter);

    public void Lose(SourceState state, TimeSpan? retryAfter = null)
    {
        if (_lost is not { } lost || Array.IndexOf(s_telling, state) < Array.IndexOf(s_telling, lost))
            _lost = state;
        _retryAfter ??= retryAfter;
    }

    /// <summary>How old a part of the answer is; the oldest counts.</summary>
    public void Age(DateTimeOffset? asOf)
    {
        if (asOf is { } moment && (_asOf is null || moment < _asOf))
            _asOf = moment;
    }

    public SourceState State =>
        _records.Count > 0 ? _lost is null && !_isRefused ? SourceState.Answered : SourceState.Partly
        : _lost ?? (_isRefused ? SourceState.Failed : SourceState.NothingKnown);

    public SourceAnswer ToAnswer(int atMost = int.MaxValue) => new()
    {
        State = State,
        AsOf = _asOf,
        Records = _records.Count > atMost ? _records.GetRange(0, atMost) : _records,
        Faults = _faults,
        IsCut = IsCut || _records.Count > atMost,
        RetryAfter = _retryAfter,
    };
}
