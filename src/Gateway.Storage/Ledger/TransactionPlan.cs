using Gateway.Fhir.Elements;

namespace Gateway.Storage.Ledger;

/// <summary>
/// What the entries of a transaction will do (http://hl7.org/fhir/R4/http.html#trules). All conditions are asked before anything is changed, so that the
/// outcome does not depend on the order of the entries, and every id is known before references are written. Creates with the same
/// If-None-Exist make one resource, which all of them give. Two entries that change one resource are refused, and so are a delete and an
/// If-None-Exist that finds what is deleted.
/// </summary>
internal sealed class TransactionPlan(LedgerSession session, ConditionSearch conditions, Func<string> newId)
{
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResourceAddress?> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<ResourceAddress> _changed = [];
    private readonly HashSet<ResourceAddress> _deleted = [];
    private readonly HashSet<ResourceAddress> _found = [];

    /// <summary>Where entries will be, by their fullUrls.</summary>
    public IReadOnlyDictionary<string, string> Addresses => _addresses;

    /// <exception cref="LedgerRefusedException">A condition finds several resources, or two entries are of one.</exception>
    public async Task<IReadOnlyList<PlannedChange>> MakeAsync(IReadOnlyList<ResourceChange> changes, CancellationToken cancellation)
    {
        var planned = new List<PlannedChange>(changes.Count);
        foreach (var change in changes)
        {
            var plan = await PlanAsync(change, cancellation);
            if (change.FullUrl is { } url && Address(plan) is { } address)
                _addresses[url] = address.ToString();
            planned.Add(plan);
        }

        if (_found.Overlaps(_deleted))
            throw new LedgerRefusedException(LedgerRefusal.Ambiguous, "An entry of the transaction deletes what the condition of another finds.");
        return planned;
    }

    private async Task<PlannedChange> PlanAsync(ResourceChange change, CancellationToken cancellation) => change switch
    {
        CreateChange { IfNoneExist: null } create => Create(create),
        CreateChange create => await CreateAsync(create, cancellation),
        UpdateChange update => Update(update.Resource, ResourceContent.RequiredId(update.Resource), update.IfMatch, update.Method),
        ConditionalUpdateChange update => await UpdateAsync(update, cancellation),
        DeleteChange delete => Delete([new ResourceAddress(delete.Type, delete.Id)], delete.IfMatch),
        ConditionalDeleteChange delete => Delete(await conditions.AllAsync(session, delete.Condition, delete.IsForMany, cancellation), null),
        _ => throw new ArgumentException($"No one knows how to make a {change.GetType().Name}.", nameof(change)),
    };

    private async Task<PlannedChange> CreateAsync(CreateChange change, CancellationToken cancellation)
    {
        var key = conditions.Key(change.IfNoneExist!);
        if (_asked.TryGetValue(key, out var earlier))
            return earlier is null ? throw Overlap() : new PlannedFind(earlier);
        if (await conditions.OnlyAsync(session, change.IfNoneExist!, cancellation) is { } there)
        {
            _asked[key] = there;
            _found.Add(there);
            return new PlannedFind(there);
        }

        var create = Create(change);
        _asked[key] = create.Address;
        return create;
    }

    private async Task<PlannedChange> UpdateAsync(ConditionalUpdateChange change, CancellationToken cancellation)
    {
        // With null: whatever has the same condition would be of the same resource.
        if (!_asked.TryAdd(conditions.Key(change.Condition), null))
            throw Overlap();
        var given = change.Resource.ChildText("id");
        var there = await conditions.OnlyAsync(session, change.Condition, cancellation);
        if (there is not null && given is not null && given != there.Id)
            throw new LedgerRefusedException(LedgerRefusal.Ambiguous, "The condition finds another resource than the one whose id is given.");
        return Update(change.Resource, there?.Id ?? given ?? newId(), change.IfMatch, "PUT");
    }

    private PlannedCreate Create(CreateChange change)
    {
        var address = new ResourceAddress(change.Resource.Type.Name, change.Id ?? newId());
        _changed.Add(address);
        return new PlannedCreate(ResourceContent.WithId(change.Resource, address.Id), address);
    }

    private PlannedUpdate Update(Element resource, string id, int? ifMatch, string method)
    {
        var address = new ResourceAddress(resource.Type.Name, id);
        return _changed.Add(address) ? new PlannedUpdate(resource, address, ifMatch, method) : throw Overlap();
    }

    private PlannedDelete Delete(IReadOnlyList<ResourceAddress> addresses, int? ifMatch)
    {
        _deleted.UnionWith(addresses);
        return addresses.All(_changed.Add) ? new PlannedDelete(addresses, ifMatch) : throw Overlap();
    }

    private static ResourceAddress? Address(PlannedChange plan) => plan switch
    {
        PlannedCreate create => create.Address,
        PlannedUpdate update => update.Address,
        PlannedFind find => find.Address,
        _ => null,
    };

    private static LedgerRefusedException Overlap() => new(LedgerRefusal.Ambiguous, "Two entries of the transaction change one resource.");
}
