namespace Gateway.Storage.Audit;

/// <summary>What verifying the chain found wrong.</summary>
/// <param name="Number">The record that is at fault, or where one is missing.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">The same in a sentence.</param>
public sealed record AuditFinding(long Number, AuditFindingKind Kind, string Message);
