using Gateway.Fhir.Elements;
using Gateway.Sources;

namespace Gateway.Tests.Federation;

/// <summary>A source that answers as it is told, and remembers what it was asked.</summary>
internal sealed class ScriptedSource(byte number, string name, string[] types, string[] personSystems, Func<SourceSearch, SourceAnswer> answer) : IResourceSource
{
    public List<SourceSearch> Asked { get; } = [];

    /// <summary>The parts of its feed that it has still to tell.</summary>
    public Queue<SourceChanges> Feed { get; } = [];

    public SourceProfile Profile { get; } = new()
    {
        Name = name,
        Title = name,
        Organization = "X",
        Number = number,
        Types = types.ToHashSet(),
        PersonSystems = personSystems,
        Uri = new Uri($"https://health-justice.example/sources/{name}"),
    };

    public static SourceAnswer Answer(string locator, Element bundle) => new() { State = SourceState.Answered, Records = [new SourceRecord { Locator = locator, Bundle = bundle }] };

    public Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation)
    {
        lock (Asked)
            Asked.Add(search);
        return Task.FromResult(answer(search));
    }

    public Task<SourceAnswer> ReadAsync(string type, string locator, CancellationToken cancellation) => Task.FromResult(answer(new SourceSearch { Types = [type], Locators = [locator] }));

    public Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation) => Task.FromResult(new SourceWrite { State = SourceState.Failed, IsRefused = true });

    public Task<SourceChanges> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation) => Task.FromResult(Feed.TryDequeue(out var part) ? part : new SourceChanges { State = SourceState.NothingKnown, Next = cursor });

    public Task<SourceHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(new SourceHealth { State = SourceState.Answered });
}
