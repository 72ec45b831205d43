namespace Gateway.Simulators.Community;

/// <summary>What the provider read of the gateway, by type of resource, and what it did.</summary>
internal sealed record TakeUp(int? Status, IReadOnlyDictionary<string, int> Read, IReadOnlyList<TaskDecision> Decisions);
