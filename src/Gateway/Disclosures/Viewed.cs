using Gateway.Access.Decisions;

namespace Gateway.Disclosures;

/// <summary>A resource that was looked at, and what was decided of it.</summary>
/// <param name="Address"><c>Type/id</c>.</param>
/// <param name="Decided">What was decided.</param>
internal sealed record Viewed(string Address, Decided Decided);
