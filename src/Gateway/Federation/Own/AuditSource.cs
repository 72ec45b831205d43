using System.Data.Common;
using System.Globalization;
using Gateway.Federation.Persons;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Sources;
using Gateway.Storage.Audit;
using Gateway.Storage.Ledger;

namespace Gateway.Federation.Own;

/// <summary>The audit trail, asked as one more source: the events about persons, and without a person the newest of a time.</summary>
internal sealed class AuditSource(AuditLog log, SearchContext context, TimeProvider time) : IResourceSource
{
    private const char Mark = 'a';

    public SourceProfile Profile { get; } = new()
    {
        Name = "audit",
        Title = "The gateway's audit trail",
        Organization = "gateway",
        Number = 253,
        Types = new HashSet<string> { "AuditEvent" },
        PersonSystems = [PersonSystems.GatewayPatient],
        Lists = new HashSet<string> { "AuditEvent" },
        OwnsIds = true,
        IsAskedByType = true,
        Uri = new Uri("https://health-justice.example/sources/audit"),
    };

    /// <summary>A record of the trail as a resource: its number is its id. Null for one that is no event.</summary>
    public static Element? ResourceOf(AuditRecord record)
    {
        if (FhirJson.Read(record.Content.ToArray()) is not { IsRead: true, Root: { Type.Name: "AuditEvent" } root })
            return null;
        var draft = root.Edit();
        draft.AddText("id", string.Create(CultureInfo.InvariantCulture, $"{Mark}{record.Number}"));
        return draft.Build();
    }

    public async Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation)
    {
        var (from, to) = Range(search.Hints);
        try
        {
            var found = await log.FindAsync([.. search.Persons.Select(p => p.Value)], from, to, search.AtMost, cancellation);
            return Answer(found) with { IsCut = found.Count == search.AtMost };
        }
        catch (Exception e) when (e is LedgerUnavailableException or DbException)
        {
            return SourceAnswer.Of(SourceState.Failed);
        }
    }

    public async Task<SourceAnswer> ReadAsync(string type, string locator, CancellationToken cancellation)
    {
        try
        {
            return Answer(locator is [Mark, .. var digits] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await log.FindAsync(number, cancellation) is { } found ? [found] : []);
        }
        catch (Exception e) when (e is LedgerUnavailableException or DbException)
        {
            return SourceAnswer.Of(SourceState.Failed);
        }
    }

    public Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation) => Task.FromResult(new SourceWrite { State = SourceState.Failed, IsRefused = true });

    public Task<SourceChanges> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation) => Task.FromResult(new SourceChanges { State = SourceState.NothingKnown, Next = cursor });

    public async Task<SourceHealth> CheckAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var answer = await ReadAsync("AuditEvent", "-", cancellation);
        return new SourceHealth { State = answer.State == SourceState.NothingKnown ? SourceState.Answered : answer.State, Took = time.GetElapsedTime(started), LastAnswered = time.GetUtcNow() };
    }

    // The days that the search is about, a day wider on both sides: the search itself compares exactly.
    private (DateTimeOffset From, DateTimeOffset To) Range(IReadOnlyDictionary<string, string> hints)
    {
        var (from, to) = (DateTimeOffset.UnixEpoch, time.GetUtcNow().AddDays(1));
        if (!hints.TryGetValue("date", out var text) || SearchQueryParser.Parse("AuditEvent", $"date={Uri.EscapeDataString(text)}", context).Query?.Criteria is not [ValueCriterion { Terms: [DateTerm term] }])
            return (from, to);
        return term.Prefix switch
        {
            SearchPrefix.Eq => (Moment(term.Low).AddDays(-1), Moment(term.High).AddDays(1)),
            SearchPrefix.Ge or SearchPrefix.Gt or SearchPrefix.Sa => (Moment(term.Low).AddDays(-1), to),
            SearchPrefix.Le or SearchPrefix.Lt or SearchPrefix.Eb => (from, Moment(term.High).AddDays(1)),
            _ => (from, to),
        };
    }

    private static DateTimeOffset Moment(long ticks) => new(Math.Clamp(ticks, DateTime.UnixEpoch.AddDays(2).Ticks, DateTime.MaxValue.AddDays(-2).Ticks), TimeSpan.Zero);

    private SourceAnswer Answer(IReadOnlyList<AuditRecord> found) => new()
    {
        State = found.Count > 0 ? SourceState.Answered : SourceState.NothingKnown,
        AsOf = time.GetUtcNow(),
        Records = [.. found.Select(r => (r.Number, Resource: ResourceOf(r))).Where(r => r.Resource is not null)
            .Select(r => new SourceRecord { Locator = string.Create(CultureInfo.InvariantCulture, $"{Mark}{r.Number}"), Bundle = RecordBundle.Of(r.Resource!.Value), Version = "1" })],
    };
}
