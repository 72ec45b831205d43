namespace Gateway.Simulators.CaseSystem;

/// <summary>A line of the feed: one write, with the record as it was written.</summary>
internal sealed record CaseChange(long Sequence, CaseRecord Record);
