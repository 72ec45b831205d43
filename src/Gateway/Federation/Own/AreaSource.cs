using Gateway.Areas;
using Gateway.Federation.Records;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Sources;

namespace Gateway.Federation.Own;

/// <summary>The organisations, places and services that the area's file names, asked as one more source: what records refer to by number is found here.</summary>
internal sealed class AreaSource : IResourceSource
{
    public const byte Number = 254;
    private const string Force = "https://health-justice.example/id/police-force";
    private const string Suite = "https://health-justice.example/id/custody-suite";
    private const string Court = "https://health-justice.example/id/court-location";
    private const string Service = "https://health-justice.example/id/service";
    private readonly Dictionary<string, SourceRecord> _records = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _read;

    public AreaSource(Area area, TimeProvider time)
    {
        (_time, _read) = (time, time.GetUtcNow());
        foreach (var organization in area.Organizations.DistinctBy(o => o.Ods))
            Add($"o{organization.Ods}", Named("Organization", "organization", Systems.Ods, organization.Ods, organization.Name));
        foreach (var force in area.Forces)
            Add($"f{force.Code}", Named("Organization", "organization", Force, force.Code, force.Name));
        foreach (var suite in area.Suites)
            Add($"s{suite.Code}", Named("Location", "custody-suite", Suite, suite.Code, suite.Name));
        foreach (var court in area.Courts)
            Add($"c{court.Code}", Named("Location", "court", Court, court.Code, court.Name));
        foreach (var service in area.Services)
            Add($"v{service.Code}", Offered(service));
        Profile = new SourceProfile
        {
            Name = "area",
            Title = area.Title,
            Organization = "gateway",
            Number = Number,
            Types = new HashSet<string> { "Organization", "Location", "HealthcareService" },
            PersonSystems = [],
            Lists = new HashSet<string> { "Organization", "Location", "HealthcareService" },
            Locate = (system, value) => Letter(system) is { } letter && _records.ContainsKey($"{letter}{value}") ? $"{letter}{value}" : null,
            Uri = new Uri("https://health-justice.example/sources/area"),
        };
    }

    public SourceProfile Profile { get; }

    public IReadOnlyCollection<SourceRecord> Records => _records.Values;

    public Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation) => Task.FromResult(Answer(search.Persons.Count > 0 ? [] : [.. _records.Values]));

    public Task<SourceAnswer> ReadAsync(string type, string locator, CancellationToken cancellation) => Task.FromResult(Answer(_records.TryGetValue(locator, out var record) ? [record] : []));

    public Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation) => Task.FromResult(new SourceWrite { State = SourceState.Failed, IsRefused = true });

    public Task<SourceChanges> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation) => Task.FromResult(new SourceChanges { State = SourceState.NothingKnown, Next = cursor });

    public Task<SourceHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(new SourceHealth { State = SourceState.Answered, LastAnswered = _time.GetUtcNow() });

    private static string? Letter(string system) => system switch { Systems.Ods => "o", Force => "f", Suite => "s", Court => "c", Service => "v", _ => null };

    private SourceAnswer Answer(IReadOnlyList<SourceRecord> records) => new() { State = records.Count > 0 ? SourceState.Answered : SourceState.NothingKnown, AsOf = _read, Records = records };

    private void Add(string locator, ElementDraft resource) => _records[locator] = new SourceRecord { Locator = locator, Bundle = RecordBundle.Of(resource.Build()) };

    private static ElementDraft Named(string type, string profile, string system, string value, string name)
    {
        var draft = ElementDraft.New(DefinitionSet.R4.FindType(type)!);
        draft.Claim(profile).AddText("source", "https://health-justice.example/sources/area");
        draft.Add("identifier").AddText("system", system).AddText("value", value);
        if (type == "Location")
            draft.AddText("status", "active");
        else
            draft.AddText("active", "true");
        return draft.AddText("name", name);
    }

    private static ElementDraft Offered(AreaService service)
    {
        var draft = Named("HealthcareService", "service", Service, service.Code, service.Name);
        var provider = draft.Add("providedBy").AddText("type", "Organization");
        provider.Add("identifier").AddText("system", Systems.Ods).AddText("value", service.Provider);
        return draft;
    }
}
