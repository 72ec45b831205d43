using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Storage.Search;

namespace Gateway.Storage.Ledger;

/// <summary>
/// Changes resources as FHIR's interactions have it (http://hl7.org/fhir/R4/http.html): versions, If-Match, conditions, deletes that leave a version, and
/// transactions, each of which is one transaction of the database.
/// </summary>
public sealed class ResourceWriter(GatewayLedger ledger, IndexExtractor extractor, Func<string> newId)
{
    private readonly LedgerSearch _search = new(ledger);

    /// <summary>Makes one change.</summary>
    /// <exception cref="LedgerRefusedException">The change is refused; nothing is stored.</exception>
    public Task<WriteOutcome> WriteAsync(ResourceChange change, CancellationToken cancellation = default) =>
        ledger.WriteAsync(Lane(change), session => WriteAsync(session, change, cancellation), cancellation);

    /// <summary>Makes all changes or none: deletes first, then creates, then updates; the outcomes stand in the order given. Entries may refer to each other by their fullUrls.</summary>
    /// <exception cref="LedgerRefusedException">One change is refused, or two are of one resource; nothing is stored.</exception>
    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<ResourceChange> changes, CancellationToken cancellation = default) =>
        ledger.WriteAsync<IReadOnlyList<WriteOutcome>>("transaction", session => WriteAsync(session, changes, cancellation), cancellation);

    /// <summary>Makes one change in a unit of work, beside what else belongs to it: deliveries, audit, the answer to a request.</summary>
    public Task<WriteOutcome> WriteAsync(LedgerSession session, ResourceChange change, CancellationToken cancellation = default) => change switch
    {
        CreateChange create => CreateAsync(session, create, cancellation),
        UpdateChange update => UpdateAsync(session, update.Resource, Id(update.Resource), update.IfMatch, cancellation),
        ConditionalUpdateChange update => UpdateAsync(session, update, cancellation),
        DeleteChange delete => DeleteAsync(session, delete, cancellation),
        ConditionalDeleteChange delete => DeleteAsync(session, delete, cancellation),
        _ => throw new ArgumentException($"No one knows how to make a {change.GetType().Name}.", nameof(change)),
    };

    private async Task<IReadOnlyList<WriteOutcome>> WriteAsync(LedgerSession session, IReadOnlyList<ResourceChange> changes, CancellationToken cancellation)
    {
        // Ids are given first, so that every entry can be told where the others will be.
        var (planned, addresses) = (new ResourceChange[changes.Count], new Dictionary<string, string>(StringComparer.Ordinal));
        for (var i = 0; i < changes.Count; i++)
            planned[i] = await PlanAsync(session, changes[i], addresses, cancellation);
        var outcomes = new WriteOutcome[changes.Count];
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var i in Enumerable.Range(0, changes.Count).OrderBy(i => planned[i] is DeleteChange or ConditionalDeleteChange ? 0 : planned[i] is CreateChange ? 1 : 2).ThenBy(i => i))
        {
            outcomes[i] = await WriteAsync(session, Addressed(planned[i], addresses), cancellation);
            if (outcomes[i] is { Kind: not WriteOutcomeKind.Unchanged, Resource: { } stored } && !written.Add($"{stored.Type}/{stored.Id}"))
                throw new LedgerRefusedException(LedgerRefusal.Ambiguous, $"Two entries of the transaction change one {stored.Type}.");
        }

        return outcomes;
    }

    private async Task<ResourceChange> PlanAsync(LedgerSession session, ResourceChange change, Dictionary<string, string> addresses, CancellationToken cancellation)
    {
        var planned = change is CreateChange { IfNoneExist: null } plain ? plain with { Resource = ResourceContent.WithId(plain.Resource, newId()) } : change;
        var address = planned switch
        {
            CreateChange { IfNoneExist: null } create => $"{create.Resource.Type.Name}/{create.Resource.ChildText("id")}",
            CreateChange { IfNoneExist: { } condition } when await OnlyAsync(session, condition, cancellation) is { } there => $"{there.Type}/{there.Id}",
            UpdateChange update => $"{update.Resource.Type.Name}/{Id(update.Resource)}",
            ConditionalUpdateChange update when await OnlyAsync(session, update.Condition, cancellation) is { } there => $"{there.Type}/{there.Id}",
            _ => null,
        };
        if (address is null && planned is CreateChange made)
        {
            planned = made with { Resource = ResourceContent.WithId(made.Resource, newId()) };
            address = $"{made.Resource.Type.Name}/{((CreateChange)planned).Resource.ChildText("id")}";
        }

        if (planned.FullUrl is { } url && address is not null)
            addresses[url] = address;
        return planned;
    }

    private static ResourceChange Addressed(ResourceChange change, IReadOnlyDictionary<string, string> addresses) => change switch
    {
        CreateChange create => create with { Resource = TransactionReferences.Rewritten(create.Resource, addresses) },
        UpdateChange update => update with { Resource = TransactionReferences.Rewritten(update.Resource, addresses) },
        ConditionalUpdateChange update => update with { Resource = TransactionReferences.Rewritten(update.Resource, addresses) },
        _ => change,
    };

    private async Task<WriteOutcome> CreateAsync(LedgerSession session, CreateChange change, CancellationToken cancellation)
    {
        if (change.IfNoneExist is { } condition && await OnlyAsync(session, condition, cancellation) is var (type, id))
            return new WriteOutcome(WriteOutcomeKind.Unchanged, await session.FindAsync(type, id, cancellation));
        var resource = change.FullUrl is not null && change.Resource.ChildText("id") is { } planned ? change.Resource : ResourceContent.WithId(change.Resource, newId());
        return new WriteOutcome(WriteOutcomeKind.Created, await PutAsync(session, resource, "POST", cancellation));
    }

    private async Task<WriteOutcome> UpdateAsync(LedgerSession session, ConditionalUpdateChange change, CancellationToken cancellation)
    {
        var given = change.Resource.ChildText("id");
        if (await OnlyAsync(session, change.Condition, cancellation) is not var (_, id))
            return await UpdateAsync(session, change.Resource, given ?? newId(), change.IfMatch, cancellation);
        if (given is not null && given != id)
            throw new LedgerRefusedException(LedgerRefusal.Ambiguous, "The condition finds another resource than the one whose id is given.");
        return await UpdateAsync(session, change.Resource, id, change.IfMatch, cancellation);
    }

    private async Task<WriteOutcome> UpdateAsync(LedgerSession session, Element resource, string id, int? ifMatch, CancellationToken cancellation)
    {
        if (!ResourceContent.IsId(id))
            throw new LedgerRefusedException(LedgerRefusal.InvalidId, "An id has 1 to 64 letters, digits, hyphens and dots.");
        var before = await session.FindAsync(resource.Type.Name, id, cancellation);
        CheckVersion(before, ifMatch);
        var stored = await PutAsync(session, ResourceContent.WithId(resource, id), "PUT", cancellation);
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

    private async Task<WriteOutcome> DeleteAsync(LedgerSession session, ConditionalDeleteChange change, CancellationToken cancellation)
    {
        await session.LockAsync("condition", cancellation);
        var found = await _search.FindAsync(session, change.Condition, change.IsForMany ? int.MaxValue : 2, cancellation);
        if (found.Count > 1 && !change.IsForMany)
            throw new LedgerRefusedException(LedgerRefusal.Ambiguous, "The condition finds more than one resource.");
        var last = new WriteOutcome(WriteOutcomeKind.Unchanged, null);
        foreach (var (type, id) in found)
            last = await DeleteAsync(session, new DeleteChange(type, id), cancellation);
        return last;
    }

    private Task<StoredResource> PutAsync(LedgerSession session, Element resource, string method, CancellationToken cancellation)
    {
        var index = extractor.Extract(resource);
        return session.PutAsync(resource.Type.Name, index.Id, method, (version, updated) =>
        {
            var content = ResourceContent.Write(resource, version, updated);
            return content.Length <= ledger.Options.MaxResourceBytes ? content
                : throw new LedgerRefusedException(LedgerRefusal.TooLarge, $"The resource has {content.Length} bytes; at most {ledger.Options.MaxResourceBytes} are stored.");
        }, index, cancellation);
    }

    // What a condition finds; none may come between the look and the change, so that all conditions are asked one after another.
    private async Task<(string Type, string Id)?> OnlyAsync(LedgerSession session, SearchQuery condition, CancellationToken cancellation)
    {
        await session.LockAsync("condition", cancellation);
        var found = await _search.FindAsync(session, condition, 2, cancellation);
        return found.Count > 1 ? throw new LedgerRefusedException(LedgerRefusal.Ambiguous, "The condition finds more than one resource.") : found.Count == 1 ? found[0] : null;
    }

    private static void CheckVersion(StoredResource? current, int? ifMatch)
    {
        if (ifMatch is { } version && (current is null || current.Version != version))
            throw new LedgerRefusedException(LedgerRefusal.Stale, "The resource is not in the version that the change was made for.");
    }

    private static string Id(Element resource) =>
        resource.ChildText("id") ?? throw new LedgerRefusedException(LedgerRefusal.InvalidId, "An update names the resource by its id.");

    private static string Lane(ResourceChange change) => change switch
    {
        UpdateChange update => $"{update.Resource.Type.Name}/{update.Resource.ChildText("id")}",
        DeleteChange delete => $"{delete.Type}/{delete.Id}",
        CreateChange { IfNoneExist: null } create => $"{create.Resource.GetHashCode()}",
        _ => "condition",
    };
}
