using Gateway.Conformance;
using Gateway.Fhir.Elements;
using Gateway.Sources;

namespace Gateway.Federation.Own;

/// <summary>The conformance resources that were loaded, asked as one more source. They have the ids of their files, and the canonical addresses that content names them by.</summary>
internal sealed class DefinitionSource(LoadedDefinitions definitions, TimeProvider time) : IResourceSource
{
    public const string Name = "definitions";
    public const byte Number = 252;
    private readonly DateTimeOffset _read = time.GetUtcNow();

    public SourceProfile Profile { get; } = new()
    {
        Name = Name,
        Title = "Definitions that the gateway works by",
        Organization = "gateway",
        Number = Number,
        Types = LoadedDefinitions.Types,
        PersonSystems = [],
        Lists = LoadedDefinitions.Types,
        OwnsIds = true,
        Has = (type, id) => definitions.Find(type, id) is not null,
        IsAskedByType = true,
        Uri = new Uri("https://health-justice.example/sources/definitions"),
    };

    public Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation)
    {
        if (search.Persons.Count > 0)
            return Task.FromResult(Answer([]));
        var found = definitions.All.Where(d => search.Types.Contains(d.Type.Name) && IsHinted(d, search.Hints)).Take(search.AtMost + 1).ToList();
        return Task.FromResult(Answer([.. found.Take(search.AtMost)]) with { IsCut = found.Count > search.AtMost });
    }

    public Task<SourceAnswer> ReadAsync(string type, string locator, CancellationToken cancellation) => Task.FromResult(Answer(definitions.Find(type, locator) is { } found ? [found] : []));

    public Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation) => Task.FromResult(new SourceWrite { State = SourceState.Failed, IsRefused = true });

    public Task<SourceChanges> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation) => Task.FromResult(new SourceChanges { State = SourceState.NothingKnown, Next = cursor });

    public Task<SourceHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(new SourceHealth { State = SourceState.Answered, LastAnswered = time.GetUtcNow() });

    // Most ask for the one of a canonical address; the others are matched by the search itself.
    private static bool IsHinted(Element definition, IReadOnlyDictionary<string, string> hints) =>
        !hints.TryGetValue("url", out var url) || url.Split(',').Contains(definition.ChildText("url"), StringComparer.Ordinal);

    private SourceAnswer Answer(IReadOnlyList<Element> found) => new()
    {
        State = found.Count > 0 ? SourceState.Answered : SourceState.NothingKnown,
        AsOf = _read,
        Records = [.. found.Select(d => new SourceRecord { Locator = d.ChildText("id")!, Bundle = RecordBundle.Of(d) })],
    };
}
