using System.Data.Common;
using Gateway.Storage.Search;

namespace Gateway.Storage.Database;

/// <summary>
/// The counters of a database on a server. Questions that wait at once share a way there and back; and where a flow of work says so (<see cref="Begin"/>), its questions are answered by one reading, which
/// is no older than the flow, than <see cref="Life"/>, and than what this node stored last. Safe for use by many threads.
/// </summary>
internal sealed class CounterReadings
{
    /// <summary>How long a reading answers, by the machine's own clock: one that stands still would make it answer for ever.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMilliseconds(50);

    private readonly AsyncLocal<Flow?> _flow = new();
    private readonly SharedReads<string, IReadOnlyDictionary<string, long>> _shared;
    private long _stored;

    public CounterReadings(LedgerDatabase database) => _shared = new SharedReads<string, IReadOnlyDictionary<string, long>>(
        _ => database.ReadAsync(new SqlText().Add("select name, value from counter"), ReadAsync, CancellationToken.None), int.MaxValue, atOnce: 1);

    /// <summary>From here on the flow of work shares its readings; it ends where the calling method does.</summary>
    public void Begin() => _flow.Value = new Flow();

    /// <summary>The flow of work reads them anew when it asks next: it has waited for others.</summary>
    public void Forget() => _flow.Value?.Latest = null;

    /// <summary>This node has stored something, which may have moved any of them.</summary>
    public void Stored() => Interlocked.Increment(ref _stored);

    public async ValueTask<long> AskAsync(string name, CancellationToken cancellation)
    {
        if (_flow.Value is not { } flow)
            return (await _shared.AskAsync(name, cancellation))[name];
        var stored = Interlocked.Read(ref _stored);
        if (flow.Latest is { } latest && latest.Stored == stored && TimeProvider.System.GetElapsedTime(latest.Asked) < Life)
            return latest.Counters[name];
        var asked = TimeProvider.System.GetTimestamp();
        var counters = await _shared.AskAsync(name, cancellation);
        flow.Latest = new Reading(counters, asked, stored);
        return counters[name];
    }

    private static async Task<IReadOnlyDictionary<string, long>> ReadAsync(DbDataReader rows, CancellationToken cancellation)
    {
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation))
            counters[rows.GetString(0)] = rows.GetInt64(1);
        return counters;
    }

    /// <param name="Counters">All of them.</param>
    /// <param name="Asked">The moment before they were asked for.</param>
    /// <param name="Stored">How often this node had stored something by then.</param>
    private sealed record Reading(IReadOnlyDictionary<string, long> Counters, long Asked, long Stored);

    private sealed class Flow
    {
        private volatile Reading? _latest;

        public Reading? Latest
        {
            get => _latest;
            set => _latest = value;
        }
    }
}
