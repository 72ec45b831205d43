using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Gateway.Federation.Ids;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Queries;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;

namespace Gateway.Federation.Own;

/// <summary>What the gateway itself owns, asked as one more source. Its resources bear gateway ids from the start.</summary>
internal sealed class LedgerSource(GatewayLedger ledger, SearchContext context, GatewayIds ids, IReadOnlySet<string> types, TimeProvider time) : IResourceSource
{
    public const string Name = "ledger";
    private readonly LedgerSearch _search = new(ledger);
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _naming = new(StringComparer.Ordinal);
    private DateTimeOffset? _lastAnswered;

    public SourceProfile Profile { get; } = new()
    {
        Name = Name,
        Title = "The gateway itself",
        Organization = "gateway",
        Number = 255,
        Types = types,
        PersonSystems = [PersonSystems.GatewayPatient],
        Lists = types,
        OwnsIds = true,
        Uri = new Uri("https://health-justice.example/sources/ledger"),
    };

    public async Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation)
    {
        try
        {
            var (records, isCut) = (new List<SourceRecord>(), false);
            foreach (var query in Queries(search))
            {
                var page = await _search.FindAsync(query, null, cancellation);
                records.AddRange(page.Matches.Where(IsOwn).Select(Record));
                isCut |= page.Next is not null;
            }

            return Answer(records) with { IsCut = isCut };
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
            return Answer(await ledger.FindAsync(type, locator, cancellation) is { IsDeleted: false } found && IsOwn(found) ? [Record(found)] : []);
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
        var answer = await ReadAsync("Task", "-", cancellation);
        return new SourceHealth { State = answer.State == SourceState.NothingKnown ? SourceState.Answered : answer.State, Took = time.GetElapsedTime(started), LastAnswered = _lastAnswered };
    }

    /// <summary>What the ledger holds, as records of sources are seen; null for what is kept of a source to decide by, which is that source's to give.</summary>
    public RecordResource? ResourceOf(StoredResource stored) => IsOwn(stored) && ContentOf(stored) is var content ? new RecordResource(Profile, content, stored.Id, Record(stored, content)) : null;

    /// <summary>What the ledger will hold.</summary>
    public RecordResource ResourceOf(Element content) => new(Profile, content, content.ChildText("id")!, new SourceRecord { Locator = content.ChildText("id")!, Bundle = RecordBundle.Of(content) });

    // The plain conditions of the search, and whose it is to be; types whose resources are nobody's are left out where somebody is asked about.
    private IEnumerable<SearchQuery> Queries(SourceSearch search)
    {
        var owned = search.Types.Where(Profile.Types.Contains).ToList();
        if (owned is [var only])
            return Query(only, search) is { } query ? [query] : [];
        if (search.Persons.Count == 0)
            return owned.Count == 0 ? [] : [new SearchQuery { Types = owned, Count = search.AtMost }];

        // One question for all types; what a search says besides is about one type.
        var whose = Whose(owned, search);
        return whose.Codes.Count == 0 ? [] : [new SearchQuery { Types = [.. whose.Codes.Keys], Criteria = [whose], Count = search.AtMost }];
    }

    private SearchQuery? Query(string type, SourceSearch search)
    {
        var text = string.Join('&', search.Hints.Where(h => IsHint(type, h.Key, search)).Select(h => $"{Uri.EscapeDataString(h.Key)}={Uri.EscapeDataString(h.Value)}"));
        var query = (SearchQueryParser.Parse(type, text, context).Query ?? new SearchQuery { Types = [type] }) with { Count = search.AtMost };
        if (search.Persons.Count == 0)
            return query;
        return Whose([type], search) is { Codes.Count: > 0 } whose ? query with { Criteria = [.. query.Criteria, whose] } : null;
    }

    // Where persons are asked about, what a reference or a number names is looked for of all that are the same person, and by no number that stands elsewhere.
    private bool IsHint(string type, string name, SourceSearch search) => !name.Contains('.', StringComparison.Ordinal)
        && (search.Persons.Count == 0 || context.Parameters.Find(type, name.Split(':')[0]) is { Type: not SearchParameterType.Reference } parameter && !(type == PersonTypes.Patient && parameter.Code == "identifier"));

    // Whatever refers to one of their Patients, in any way that a search may ask about, and these themselves.
    private CompartmentCriterion Whose(IEnumerable<string> asked, SourceSearch search) => new(PersonTypes.Patient, [.. search.Persons.Select(p => p.Value)],
        asked.Select(t => (Type: t, Codes: _naming.GetOrAdd(t, Naming))).Where(t => t.Codes.Count > 0).ToDictionary(t => t.Type, t => t.Codes, StringComparer.Ordinal));

    private IReadOnlyList<string> Naming(string type) =>
        [.. type == PersonTypes.Patient ? (string[])["_id"] : [], .. context.Parameters.Of(type).Where(p => p.Type == SearchParameterType.Reference && (p.Targets.Count == 0 || p.Targets.Contains(PersonTypes.Patient))).Select(p => p.Code)];

    private SourceAnswer Answer(List<SourceRecord> records)
    {
        _lastAnswered = time.GetUtcNow();
        return new SourceAnswer { State = records.Count > 0 ? SourceState.Answered : SourceState.NothingKnown, AsOf = _lastAnswered, Records = records };
    }

    // What is kept of a source to decide by is the source's to give.
    private bool IsOwn(StoredResource stored) => !ids.TryOpen(stored.Id, out _);

    private static Element ContentOf(StoredResource stored) => FhirJson.Read(stored.Content.ToArray()).Root;

    private static SourceRecord Record(StoredResource stored) => Record(stored, ContentOf(stored));

    private static SourceRecord Record(StoredResource stored, Element content) => new()
    {
        Locator = stored.Id,
        Bundle = RecordBundle.Of(content),
        Version = stored.Version.ToString(CultureInfo.InvariantCulture),
    };
}
