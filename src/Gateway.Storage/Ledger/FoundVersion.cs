namespace Gateway.Storage.Ledger;

/// <summary>A version of a resource that a search found.</summary>
public readonly record struct FoundVersion(string Type, string Id, int Version);
