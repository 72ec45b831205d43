namespace Gateway.Storage.Audit;

/// <summary>What is added to the trail.</summary>
/// <param name="Content">The record as UTF-8 JSON.</param>
/// <param name="Subjects">The ids of the Patients that it is about, by which it is found again.</param>
public sealed record AuditEntry(ReadOnlyMemory<byte> Content, IReadOnlyList<string> Subjects);
