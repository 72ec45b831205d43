using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Simulators.CaseSystem;

/// <summary>The records of the case system and its feed. Safe for use by many threads.</summary>
internal sealed class CaseStore
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<CaseKind, Dictionary<string, CaseRecord>> _records = CaseKind.All.ToDictionary(k => k, _ => new Dictionary<string, CaseRecord>());
    private readonly Dictionary<(CaseKind Kind, string Person), HashSet<string>> _ofPersons = [];
    private readonly List<CaseChange> _feed = [];
    private long _number;
    private DateTimeOffset _last;

    /// <summary>Begins with records, each of which is written once in the feed, in the order of their times.</summary>
    public CaseStore(IEnumerable<CaseRecord> records, TimeProvider time)
    {
        _time = time;
        // Numbers of new records begin with the time, so that a system that is started again gives none out twice.
        _number = time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var record in records.OrderBy(r => r.LastModified).ThenBy(r => r.Id, StringComparer.Ordinal))
            Keep(record);
    }

    public CaseRecord? Find(CaseKind kind, string id)
    {
        lock (_lock)
            return _records[kind].GetValueOrDefault(id);
    }

    /// <summary>One more than the limit where there are more.</summary>
    public IReadOnlyList<CaseRecord> Search(CaseQuery query)
    {
        lock (_lock)
            return [.. Candidates(query).Where(query.Takes).OrderBy(r => r.LastModified).ThenBy(r => r.Id, StringComparer.Ordinal).Take(query.Limit + 1)];
    }

    public CaseRecord Create(CaseKind kind, JsonObject content)
    {
        lock (_lock)
            return Keep(CaseRecord.Of(kind, string.Create(CultureInfo.InvariantCulture, $"{kind.Prefix}-{++_number}"), 1, Now(), content));
    }

    /// <summary>The new version; the old one when it is not the version that was meant to be changed; null when there is none.</summary>
    public (CaseRecord? Record, bool IsStale) Update(CaseKind kind, string id, string? etag, Func<CaseRecord, JsonObject> content)
    {
        lock (_lock)
        {
            if (!_records[kind].TryGetValue(id, out var old))
                return (null, false);
            return etag is not null && etag != "*" && etag != old.ETag ? (old, true) : (Keep(CaseRecord.Of(kind, id, old.Version + 1, Now(), content(old))), false);
        }
    }

    /// <summary>What was written after a sequence number, at most so many.</summary>
    public (IReadOnlyList<CaseChange> Changes, bool HasMore) Changes(long after, int limit)
    {
        lock (_lock)
        {
            var from = (int)Math.Clamp(after, 0, _feed.Count);
            return (_feed.GetRange(from, Math.Min(limit, _feed.Count - from)), from + limit < _feed.Count);
        }
    }

    private IEnumerable<CaseRecord> Candidates(CaseQuery query)
    {
        var all = _records[query.Kind];
        if (query.Ids.Count > 0)
            return query.Ids.Distinct().Select(i => all.GetValueOrDefault(i)).OfType<CaseRecord>();
        if (query.Persons.Count == 0)
            return all.Values;
        return query.Kind == CaseKind.Persons
            ? query.Persons.Distinct().Select(i => all.GetValueOrDefault(i)).OfType<CaseRecord>()
            : query.Persons.Distinct().SelectMany(p => _ofPersons.GetValueOrDefault((query.Kind, p)) ?? []).Select(i => all[i]);
    }

    private CaseRecord Keep(CaseRecord record)
    {
        if (_records[record.Kind].TryGetValue(record.Id, out var old) && old.PersonId is { } former && former != record.PersonId)
            _ofPersons[(record.Kind, former)].Remove(record.Id);
        _records[record.Kind][record.Id] = record;
        if (record.PersonId is { } person)
        {
            if (!_ofPersons.TryGetValue((record.Kind, person), out var ids))
                _ofPersons[(record.Kind, person)] = ids = [];
            ids.Add(record.Id);
        }

        _feed.Add(new CaseChange(_feed.Count + 1, record));
        return record;
    }

    /// <summary>No two writes have one time, so that a list in the order of time misses none.</summary>
    private DateTimeOffset Now()
    {
        var now = _time.GetUtcNow();
        var millisecond = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return _last = millisecond > _last ? millisecond : _last.AddMilliseconds(1);
    }
}
