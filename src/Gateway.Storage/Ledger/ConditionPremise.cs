using Gateway.Fhir.Search.Queries;

namespace Gateway.Storage.Ledger;

/// <summary>What a condition found when somebody looked, and decided on. A change that stands on it is refused (<see cref="LedgerRefusal.Overtaken"/>) where it finds anything else by then.</summary>
/// <param name="Condition">The search.</param>
/// <param name="Found">All that it found.</param>
public sealed record ConditionPremise(SearchQuery Condition, IReadOnlyCollection<FoundVersion> Found);
