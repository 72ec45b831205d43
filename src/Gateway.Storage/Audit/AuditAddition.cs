namespace Gateway.Storage.Audit;

/// <summary>Records bound to the end of the chain as it is known, on their way into it.</summary>
internal sealed class AuditAddition
{
    private AuditAddition(AuditTail from, AuditTail to, long recorded, IReadOnlyList<AuditEntry> entries, byte[][] hashes) => (From, To, Recorded, Entries, Hashes) = (from, to, recorded, entries, hashes);

    /// <summary>The end before them.</summary>
    public AuditTail From { get; }

    /// <summary>The end with them.</summary>
    public AuditTail To { get; }

    /// <summary>When they were recorded, in microseconds.</summary>
    public long Recorded { get; }

    /// <summary>What they say, in their order; the first has the number after that of <see cref="From"/>.</summary>
    public IReadOnlyList<AuditEntry> Entries { get; }

    /// <summary>The hash of each.</summary>
    public byte[][] Hashes { get; }

    /// <summary>Whom each is about, with its number: as many as it is about, none for one that is about nobody.</summary>
    public IEnumerable<(string Subject, long Number)> Subjects => Entries.SelectMany((entry, i) => AuditSubjects.Of(entry).Select(subject => (subject, From.Number + 1 + i)));

    /// <summary>Binds records to an end of the chain. A clock that was set back leaves records in the month that has begun: a month that goes takes the start of the chain and no more.</summary>
    public static AuditAddition After(AuditTail from, IReadOnlyList<AuditEntry> entries, DateTimeOffset now)
    {
        var (hash, recorded, hashes) = (from.Hash, Microseconds.Of(now), new byte[entries.Count][]);
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = hash = AuditHash.Of(hash, from.Number + 1 + i, recorded, entries[i].Content.Span);
        return new AuditAddition(from, new AuditTail { Number = from.Number + hashes.Length, Hash = hash, Period = Math.Max(AuditChain.Period(now), from.Period) }, recorded, entries, hashes);
    }
}
