namespace Gateway.Disclosures.Audit.Queue;

/// <summary>An event of the trail that waits to be in it.</summary>
/// <param name="Content">The AuditEvent.</param>
/// <param name="Subjects">The ids of the Patients that it is about.</param>
internal sealed record QueuedEvent(byte[] Content, IReadOnlyList<string> Subjects);
