namespace Gateway.Access.Decisions;

/// <summary>One rule's part in a decision.</summary>
/// <param name="Step">The step: 1c, 1d, 2, 3, 5, 6, 7, 8.</param>
/// <param name="Rule">The rule: the id of a row, the name of a set of labels, a consent with its place.</param>
/// <param name="Text">What it says.</param>
public sealed record Reason(string Step, string Rule, string Text);
