using Gateway.Fhir.Outcomes;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.Trust;

/// <summary>A mental health trust: the structured record of GP Connect, FHIR R4, or both, by NHS number.</summary>
internal sealed class TrustSource(SourceProfile profile, GpConnectClient? gpConnect, R4Client? r4, SourceConnection connection, TrustOptions options) : IResourceSource
{
    public SourceProfile Profile => profile;

    public async Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation)
    {
        string[] numbers = [.. search.Persons.Where(p => p.System == Systems.NhsNumber).Select(p => p.Value).Distinct()];
        if (numbers.Length == 0)
            return SourceAnswer.Of(search.Persons.Count > 0 ? SourceState.NotLinked : SourceState.NothingKnown);
        if (!profile.Types.Overlaps(search.Types))
            return SourceAnswer.Of(SourceState.NothingKnown);
        var gathered = new GatheredRecords();
        foreach (var number in numbers)
            await AskAsync("search", number, search.Types, search.AtMost, gathered, cancellation).ConfigureAwait(false);
        return gathered.ToAnswer(search.AtMost);
    }

    public async Task<SourceAnswer> ReadAsync(string type, string locator, CancellationToken cancellation)
    {
        var gathered = new GatheredRecords();
        if (!profile.Types.Contains(type) || locator.Length < 2)
            return SourceAnswer.Of(SourceState.NothingKnown);
        if (locator[0] == GpConnectClient.Letter && gpConnect is not null)
            gpConnect.Gather(locator[1..], await gpConnect.AskAsync("read", locator[1..], cancellation).ConfigureAwait(false), gathered);
        else if (locator[0] == R4Client.Letter && r4 is not null)
            await r4.SearchAsync("read", locator[1..], [type], int.MaxValue, gathered, cancellation).ConfigureAwait(false);
        else if (R4Client.IdOf(locator) is { } id && r4 is not null)
            await r4.ReadAsync(type, id, gathered, cancellation).ConfigureAwait(false);
        return gathered.ToAnswer();
    }

    public Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation) =>
        r4 is not null && profile.Takes.Contains(change.Type) && change.Content.Type.Name == change.Type ? r4.WriteAsync(change, cancellation)
            : Task.FromResult(new SourceWrite
            {
                State = SourceState.Failed,
                IsRefused = true,
                Faults = [new Fault(FaultKind.NotSupported, "The trust takes no changes of that kind.", "", 0, 0)],
            });

    public Task<SourceChanges> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation) =>
        Task.FromResult(new SourceChanges { State = SourceState.NothingKnown, Next = cursor });

    public Task<SourceHealth> CheckAsync(CancellationToken cancellation) => connection.CheckAsync(options.HealthPath, cancellation);

    private async Task AskAsync(string operation, string number, IReadOnlyList<string> types, int atMost, GatheredRecords into, CancellationToken cancellation)
    {
        var own = gpConnect is not null && types.Any(gpConnect.Types.Contains) ? gpConnect.AskAsync(operation, number, cancellation) : null;
        if (r4 is not null && types.Any(R4Client.Types.Contains))
            await r4.SearchAsync(operation, number, [.. types], atMost, into, cancellation).ConfigureAwait(false);
        if (own is not null)
            gpConnect!.Gather(number, await own.ConfigureAwait(false), into);
    }
}
