using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Storage.Ledger;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>What a condition finds for a caller.</summary>
/// <param name="Seen">What the caller sees of it, and would find by it.</param>
/// <param name="Premise">All that the ledger found, for the change to stand on.</param>
/// <param name="Most">How many a delete may take.</param>
internal sealed record LookedAt(IReadOnlyList<(RecordResource Resource, int Version)> Seen, ConditionPremise Premise, int Most)
{
    /// <summary>What sources have of it, as the caller sees it.</summary>
    public IReadOnlyList<Element> Elsewhere { get; init; } = [];

    public int Count => Seen.Count + Elsewhere.Count;
}
