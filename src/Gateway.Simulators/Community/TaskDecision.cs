namespace Gateway.Simulators.Community;

/// <summary>A decision on a Task: what was written, the status of the gateway's answer, and the Task's status in it.</summary>
internal sealed record TaskDecision(string Id, string Decision, int? Status, string? TaskStatus);
