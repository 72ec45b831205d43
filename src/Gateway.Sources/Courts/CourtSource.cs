using Gateway.Fhir.Outcomes;
using Gateway.Sources.Http;

namespace Gateway.Sources.Courts;

/// <summary>Courts push results and are never asked.</summary>
internal sealed class CourtSource(SourceProfile profile, SourceConnection? connection) : IResourceSource
{
    public SourceProfile Profile => profile;

    public Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation) => Task.FromResult(SourceAnswer.Of(SourceState.NothingKnown));

    public Task<SourceAnswer> ReadAsync(string type, string locator, CancellationToken cancellation) => Task.FromResult(SourceAnswer.Of(SourceState.NothingKnown));

    public Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation) => Task.FromResult(new SourceWrite
    {
        State = SourceState.Failed,
        IsRefused = true,
        Faults = [new Fault(FaultKind.NotSupported, "Courts take no changes.", "", 0, 0)],
    });

    public Task<SourceChanges> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation) =>
        Task.FromResult(new SourceChanges { State = SourceState.NothingKnown, Next = cursor });

    public Task<SourceHealth> CheckAsync(CancellationToken cancellation) =>
        connection?.CheckAsync("health", cancellation) ?? Task.FromResult(new SourceHealth { State = SourceState.NothingKnown });
}
