using Gateway.Fhir.Search.Queries;
using Gateway.Storage.Search;

namespace Gateway.Storage.Ledger;

/// <summary>What the conditions of changes find. Nothing may come between the look and the change, so that all conditions are asked one after another on all nodes.</summary>
internal sealed class ConditionSearch(GatewayLedger ledger)
{
    private readonly LedgerSearch _search = new(ledger);

    /// <summary>The only match, or null.</summary>
    /// <exception cref="LedgerRefusedException">There are several.</exception>
    public async Task<ResourceAddress?> OnlyAsync(LedgerSession session, SearchQuery condition, CancellationToken cancellation) =>
        await AllAsync(session, condition, false, cancellation) is [var only] ? only : null;

    /// <summary>All matches, of which there may be several only where that is allowed.</summary>
    /// <exception cref="LedgerRefusedException">There are several.</exception>
    public async Task<IReadOnlyList<ResourceAddress>> AllAsync(LedgerSession session, SearchQuery condition, bool isForMany, CancellationToken cancellation)
    {
        await session.LockAsync("condition", cancellation);
        var found = await _search.FindAsync(session, condition, isForMany ? int.MaxValue : 2, cancellation);
        return found.Count > 1 && !isForMany
            ? throw new LedgerRefusedException(LedgerRefusal.Ambiguous, "The condition finds more than one resource.")
            : [.. found.Select(f => new ResourceAddress(f.Type, f.Id))];
    }

    /// <exception cref="LedgerRefusedException">The condition finds something else by now.</exception>
    public async Task CheckAsync(LedgerSession session, ConditionPremise? premise, CancellationToken cancellation)
    {
        if (premise is null)
            return;
        await session.LockAsync("condition", cancellation);
        var found = await _search.VersionsAsync(session, premise.Condition, premise.Found.Count + 1, cancellation);
        if (!found.ToHashSet().SetEquals(premise.Found))
            throw new LedgerRefusedException(LedgerRefusal.Overtaken, "The condition finds something else than when it was looked at.");
    }

    /// <summary>A text that is the same for conditions that ask the same.</summary>
    public string Key(SearchQuery condition) => _search.Key(condition);
}
