namespace Gateway.Disclosures.Audit.Queue;

/// <summary>What was disclosed in an emergency while the trail could not be written.</summary>
/// <param name="Id">By which it is known whether it is in the trail already.</param>
/// <param name="At">When it was disclosed.</param>
/// <param name="IsUndecided">True where the trail may have it all the same.</param>
/// <param name="Entries">The events.</param>
internal sealed record QueuedAudit(Guid Id, DateTimeOffset At, bool IsUndecided, IReadOnlyList<QueuedEvent> Entries);
