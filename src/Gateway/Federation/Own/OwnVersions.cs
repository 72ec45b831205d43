using Gateway.Federation.Asking;
using Gateway.Federation.Ids;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Ledger;

namespace Gateway.Federation.Own;

/// <summary>The versions of what the ledger holds, for those who decide on them.</summary>
internal sealed class OwnVersions(GatewayLedger ledger, LedgerSource own, GatewayIds ids, IndexExtractor extractor)
{
    /// <summary>True for an address that can be one of the ledger's: no source's, and of a type that is kept here.</summary>
    public bool IsOwn(string type, string id) => own.Profile.Types.Contains(type) && !ids.TryOpen(id, out _);

    /// <summary>True for a type that is kept here, with its versions.</summary>
    public bool AreOwn(string type) => own.Profile.Types.Contains(type);

    /// <summary>What a version says; of a deletion, what was there before, which says who could see it. Null where there is nothing of the ledger's own to give.</summary>
    public async Task<RecordResource?> ContentAsync(StoredResource version, CancellationToken cancellation) =>
        (version.IsDeleted ? await ledger.FindAsync(version.Type, version.Id, version.Version - 1, cancellation) : version) is { IsDeleted: false } there ? own.ResourceOf(there) : null;

    /// <summary>Finds out whom a version is about. Who somebody is, is what their record says now: a version that did not know it yet is decided by it too.</summary>
    public async Task KnowAsync(IView view, RecordResource version, CancellationToken cancellation)
    {
        if (version.Type == "Patient" && await ledger.FindAsync("Patient", version.Id, cancellation) is { } present && await ContentAsync(present, cancellation) is { } now)
            await view.KnowAsync(Gathered(now), cancellation);
        await view.KnowAsync(Gathered(version), cancellation);
    }

    private Gathering Gathered(RecordResource resource)
    {
        var gathering = new Gathering(extractor);
        gathering.Add(new GatheredAnswer(new SourceReport(own.Profile, SourceState.Answered), [resource]));
        return gathering;
    }
}
