using System.Globalization;
using Gateway.Storage.Ledger;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>What the changes of a transaction are made to, and where each will be.</summary>
internal sealed class TransactionTargets
{
    private readonly Dictionary<RequestedChange, LocatedTarget> _targets = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<RequestedChange, RequestedChange> _twins = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Type, string Condition), RequestedChange> _creates = [];
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    /// <summary>Where the entries are or will be, by their fullUrls; and the versions that will be there, by <see cref="VersionOf"/>.</summary>
    public IReadOnlyDictionary<string, string> Addresses => _addresses;

    public IEnumerable<LocatedChange> Changes => _targets.Values.SelectMany(t => t.Changes);

    /// <summary>True where an entry deletes what the condition of another's create finds.</summary>
    public bool DeletesWhatItFinds => _targets.Values.Where(t => t.Answer is not null).Select(t => t.Address).OfType<string>().Intersect(Changes.Where(c => c.Requested is RequestedDelete).Select(c => c.Address)).Any();

    /// <summary>True for a create under the condition of another, which makes the same resource.</summary>
    public bool IsTwin(RequestedChange change)
    {
        if (change is not RequestedCreate { Condition: { } condition } || _creates.TryAdd((change.Type, condition), change))
            return false;
        var first = _creates[(change.Type, condition)];
        _twins[change] = first;
        Place(change, _targets[first]);
        return true;
    }

    /// <summary>What stands for the version of an entry until that is known.</summary>
    public static string VersionOf(string fullUrl) => $"{fullUrl}/_history";

    /// <summary>Takes in what a change is made to; the refusal where there is one.</summary>
    public FhirAnswer? Add(RequestedChange change, LocatedTarget target)
    {
        _targets[change] = target;
        if (target.Answer is { Status: >= 300 } refusal)
            return refusal;
        if (!target.Changes.All(c => _changed.Add(c.Address)))
            return FhirAnswer.Of(LedgerProblems.Of(LedgerRefusal.Ambiguous));
        Place(change, target);
        return null;
    }

    /// <summary>The answer to a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="stored">The answers to what was stored, by address.</param>
    public FhirAnswer AnswerOf(RequestedChange change, IReadOnlyDictionary<string, FhirAnswer> stored)
    {
        if (_twins.TryGetValue(change, out var first))
            return AnswerOf(first, stored) is var same && same.Status == StatusCodes.Status201Created ? same.With(same.Released, StatusCodes.Status200OK) : same;
        var target = _targets[change];
        return target.Answer ?? (target.Changes is [var only] ? stored[only.Address] : new FhirAnswer(null, StatusCodes.Status204NoContent));
    }

    // A source may have what a create finds, and tell no version of it.
    private void Place(RequestedChange change, LocatedTarget target)
    {
        if (change.FullUrl is not { } url || target.Address is not { } address)
            return;
        var version = target.Changes is [var only] ? (only.Version + 1).ToString(CultureInfo.InvariantCulture) : target.Answer?.Version;
        (_addresses[url], _addresses[VersionOf(url)]) = (address, version is null ? address : $"{address}/_history/{version}");
    }
}
