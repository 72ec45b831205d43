using System.Security.Cryptography;

namespace Gateway.Storage.Audit;

/// <summary>Follows a chain record by record, and compares it with what was kept outside.</summary>
internal sealed class AuditVerifier
{
    private const int MaxFindings = 1_000;
    private readonly Dictionary<long, AuditCheckpoint> _checkpoints = [];
    private readonly List<AuditFinding> _findings = [];
    private byte[] _hash = AuditHash.Start;

    public AuditVerifier(IEnumerable<string> checkpoints, ECDsa? key)
    {
        var line = 0;
        foreach (var text in checkpoints.Where(l => l.Length > 0))
        {
            line++;
            if (AuditCheckpoint.Parse(text) is not { } checkpoint)
                Find(0, AuditFindingKind.FalseCheckpoint, $"Checkpoint {line} is none.");
            else if (key is null || !checkpoint.IsSignedBy(key))
                Find(checkpoint.Number, AuditFindingKind.FalseCheckpoint, $"The checkpoint of record {checkpoint.Number} was not signed with this key.");
            else
                _checkpoints[checkpoint.Number] = checkpoint;
        }
    }

    /// <summary>The number of the last record that was followed.</summary>
    public long Last { get; private set; }

    /// <summary>Begins behind what was removed, which a checkpoint of its last record confirms.</summary>
    public void StartAfter(long number, byte[] hash)
    {
        (Last, _hash) = (number, hash);
        Compare();
    }

    public void Next(AuditRecord record)
    {
        if (record.Number != Last + 1)
            Find(Last + 1, AuditFindingKind.Removed, record.Number == Last + 2 ? $"Record {Last + 1} is missing." : $"Records {Last + 1} to {record.Number - 1} are missing.");
        else if (!AuditHash.Of(_hash, record.Number, Microseconds.Of(record.Recorded), record.Content.Span).AsSpan().SequenceEqual(record.Hash.Span))
            Find(record.Number, AuditFindingKind.Altered, $"Record {record.Number} is not what was recorded, or not where.");

        // Followed on from what stands there: one fault is one finding, and not one for each record behind it.
        _hash = record.Hash.ToArray();
        Last = record.Number;
        Compare();
    }

    private void Compare()
    {
        if (_checkpoints.TryGetValue(Last, out var checkpoint) && checkpoint.Hash != Convert.ToHexStringLower(_hash))
            Find(Last, AuditFindingKind.Rewritten, $"Record {Last} is another than when its checkpoint was signed.");
    }

    public IReadOnlyList<AuditFinding> End(long tail)
    {
        var due = Math.Max(tail, _checkpoints.Count == 0 ? 0 : _checkpoints.Keys.Max());
        if (Last < due)
            Find(Last + 1, AuditFindingKind.Truncated, $"The chain ends with record {Last}; it had {due}.");
        return _findings;
    }

    private void Find(long number, AuditFindingKind kind, string message)
    {
        if (_findings.Count < MaxFindings)
            _findings.Add(new AuditFinding(number, kind, message));
    }
}
