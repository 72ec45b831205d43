namespace Gateway.Summaries;

/// <summary>A system of whose answer something is missing, as a summary tells of it.</summary>
/// <param name="Title">What people call it; null where the caller is not to know who was asked.</param>
/// <param name="Types">What it may hold.</param>
internal sealed record SummarySource(string? Title, IReadOnlySet<string> Types);
