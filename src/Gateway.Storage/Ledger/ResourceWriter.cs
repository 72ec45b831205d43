using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search.Values;

namespace Gateway.Storage.Ledger;

/// <summary>
/// Changes resources as FHIR's interactions have it (http://hl7.org/fhir/R4/http.html): versions, If-Match, conditions, deletes that leave a version, and
/// transactions, each of which is one transaction of the database.
/// </summary>
public sealed class ResourceWriter(GatewayLedger ledger, IndexExtractor extractor, Func<string> newId)
{
    private const string Put = "PUT";
    private readonly ConditionSearch _conditions = new(ledger);

    /// <summary>Makes one change.</summary>
    /// <exception cref="LedgerRefusedException">The change is refused; nothing is stored.</exception>
    public Task<WriteOutcome> WriteAsync(ResourceChange change, CancellationToken cancellation = default) =>
        ledger.WriteAsync(Lane(change), session => WriteAsync(session, change, cancellation), cancellation);

    /// <summary>Makes all changes or none: deletes first, then creates, then updates; the outcomes stand in the order given. Entries may refer to each other by their fullUrls, and creates with the same If-None-Exist make one resource.</summary>
    /// <exception cref="LedgerRefusedException">One change is refused, or two are of one resource; nothing is stored.</exception>
    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<ResourceChange> changes, CancellationToken cancellation = default) =>
        ledger.WriteAsync<IReadOnlyList<WriteOutcome>>("transaction", session => WriteAsync(session, changes, cancellation), cancellation);

    /// <summary>Makes one change in a unit of work, beside what else belongs to it: deliveries, audit, the answer to a request.</summary>
    public async Task<WriteOutcome> WriteAsync(LedgerSession session, ResourceChange change, CancellationToken cancellation = default)
    {
        await _conditions.CheckAsync(session, change.Premise, cancellation);
        return await MakeAsync(session, change, cancellation);
    }

    /// <summary>Makes all changes or none in a unit of work, as a transaction of FHIR does.</summary>
    /// <exception cref="LedgerRefusedException">One change is refused, or two are of one resource.</exception>
    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(LedgerSession session, IReadOnlyList<ResourceChange> changes, CancellationToken cancellation = default)
    {
        foreach (var change in changes)
            await _conditions.CheckAsync(session, change.Premise, cancellation);
        var plan = new TransactionPlan(session, _conditions, newId);
        var planned = await plan.MakeAsync(changes, cancellation);
        var outcomes = new WriteOutcome[changes.Count];
        foreach (var i in Enumerable.Range(0, changes.Count).OrderBy(i => planned[i].Stage).ThenBy(i => i))
            outcomes[i] = await WriteAsync(session, planned[i], plan.Addresses, cancellation);
        return outcomes;
    }

    private async Task<WriteOutcome> MakeAsync(LedgerSession session, ResourceChange change, CancellationToken cancellation) => change switch
    {
        CreateChange create => await CreateAsync(session, create, cancellation),
        UpdateChange update => await UpdateAsync(session, update.Resource, ResourceContent.RequiredId(update.Resource), update.IfMatch, update.Method, cancellation),
        ConditionalUpdateChange update => await UpdateAsync(session, update, cancellation),
        DeleteChange delete => await DeleteAsync(session, delete, cancellation),
        ConditionalDeleteChange delete => await DeleteAsync(session, await _conditions.AllAsync(session, delete.Condition, delete.IsForMany, cancellation), null, cancellation),
        _ => throw new ArgumentException($"No one knows how to make a {change.GetType().Name}.", nameof(change)),
    };

    private async Task<WriteOutcome> WriteAsync(LedgerSession session, PlannedChange change, IReadOnlyDictionary<string, string> addresses, CancellationToken cancellation) => change switch
    {
        PlannedCreate create => new WriteOutcome(WriteOutcomeKind.Created, await PutNewAsync(session, TransactionReferences.Rewritten(create.Resource, addresses), cancellation)),
        PlannedUpdate update => await UpdateAsync(session, TransactionReferences.Rewritten(update.Resource, addresses), update.Address.Id, update.IfMatch, update.Method, cancellation),
        PlannedDelete delete => await DeleteAsync(session, delete.Addresses, delete.IfMatch, cancellation),
        PlannedFind find => new WriteOutcome(WriteOutcomeKind.Unchanged, await session.FindAsync(find.Address.Type, find.Address.Id, cancellation)),
        _ => throw new ArgumentException($"No one knows how to make a {change.GetType().Name}.", nameof(change)),
    };

    private async Task<WriteOutcome> CreateAsync(LedgerSession session, CreateChange change, CancellationToken cancellation)
    {
        if (change.IfNoneExist is { } condition && await _conditions.OnlyAsync(session, condition, cancellation) is var (type, id))
            return new WriteOutcome(WriteOutcomeKind.Unchanged, await session.FindAsync(type, id, cancellation));
        return new WriteOutcome(WriteOutcomeKind.Created, await PutNewAsync(session, ResourceContent.WithId(change.Resource, change.Id ?? newId()), cancellation));
    }

    private async Task<WriteOutcome> UpdateAsync(LedgerSession session, ConditionalUpdateChange change, CancellationToken cancellation)
    {
        var given = change.Resource.ChildText("id");
        if (await _conditions.OnlyAsync(session, change.Condition, cancellation) is not var (_, id))
            return await UpdateAsync(session, change.Resource, given ?? newId(), change.IfMatch, Put, cancellation);
        if (given is not null && given != id)
            throw new LedgerRefusedException(LedgerRefusal.Ambiguous, "The condition finds another resource than the one whose id is given.");
        return await UpdateAsync(session, change.Resource, id, change.IfMatch, Put, cancellation);
    }

    private async Task<WriteOutcome> UpdateAsync(LedgerSession session, Element resource, string id, int? ifMatch, string method, CancellationToken cancellation)
    {
        if (!ResourceContent.IsId(id))
            throw new LedgerRefusedException(LedgerRefusal.InvalidId, "An id has 1 to 64 letters, digits, hyphens and dots.");
        var before = await session.FindAsync(resource.Type.Name, id, cancellation);
        CheckVersion(before, ifMatch);
        var stored = await PutAsync(session, ResourceContent.WithId(resource, id), method, cancellation);
        return new WriteOutcome(before is null or { IsDeleted: true } ? WriteOutcomeKind.Created : WriteOutcomeKind.Updated, stored);
    }

    private static async Task<WriteOutcome> DeleteAsync(LedgerSession session, DeleteChange change, CancellationToken cancellation)
    {
        var before = await session.FindAsync(change.Type, change.Id, cancellation);
        CheckVersion(before, change.IfMatch);
        if (before is null or { IsDeleted: true })
            return new WriteOutcome(WriteOutcomeKind.Unchanged, before);
        return new WriteOutcome(WriteOutcomeKind.Deleted, await session.PutAsync(change.Type, change.Id, "DELETE", (_, _) => default, null, cancellation));
    }

    private static async Task<WriteOutcome> DeleteAsync(LedgerSession session, IReadOnlyList<ResourceAddress> addresses, int? ifMatch, CancellationToken cancellation)
    {
        var last = new WriteOutcome(WriteOutcomeKind.Unchanged, null);
        foreach (var (type, id) in addresses)
            last = await DeleteAsync(session, new DeleteChange(type, id, ifMatch), cancellation);
        return last;
    }

    private Task<StoredResource> PutNewAsync(LedgerSession session, Element resource, CancellationToken cancellation)
    {
        var (write, index) = ContentOf(resource);
        return session.PutNewAsync(resource.Type.Name, ResourceContent.RequiredId(resource), "POST", write, index, cancellation);
    }

    private Task<StoredResource> PutAsync(LedgerSession session, Element resource, string method, CancellationToken cancellation)
    {
        var (write, index) = ContentOf(resource);
        return session.PutAsync(resource.Type.Name, ResourceContent.RequiredId(resource), method, write, index, cancellation);
    }

    // The index is of the content that was written last.
    private (Func<int, DateTimeOffset, ReadOnlyMemory<byte>> Write, Func<ResourceIndex?> Index) ContentOf(Element resource)
    {
        ResourceIndex? index = null;
        return ((version, updated) =>
        {
            var stamped = ResourceContent.Stamped(resource, version, updated);
            ReadOnlyMemory<byte> content = FhirJson.ToUtf8(stamped);
            index = extractor.Extract(stamped);
            return content.Length <= ledger.Options.MaxResourceBytes ? content
                : throw new LedgerRefusedException(LedgerRefusal.TooLarge, $"The resource has {content.Length} bytes; at most {ledger.Options.MaxResourceBytes} are stored.");
        }, () => index);
    }

    private static void CheckVersion(StoredResource? current, int? ifMatch)
    {
        if (ifMatch is { } version && (current?.Version ?? 0) != version)
            throw new LedgerRefusedException(LedgerRefusal.Stale, "The resource is not in the version that the change was made for.");
    }

    private static string Lane(ResourceChange change) => change switch
    {
        UpdateChange update => $"{update.Resource.Type.Name}/{update.Resource.ChildText("id")}",
        DeleteChange delete => $"{delete.Type}/{delete.Id}",
        CreateChange { IfNoneExist: null } create => $"{create.Resource.GetHashCode()}",
        _ => "condition",
    };
}
