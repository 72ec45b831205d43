namespace Gateway.Storage.Ledger;

/// <summary>What a change did.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Resource">The current version after it; null for a conditional delete that found nothing.</param>
public sealed record WriteOutcome(WriteOutcomeKind Kind, StoredResource? Resource);
