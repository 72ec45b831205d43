namespace Gateway.Access.Decisions;

/// <summary>What was decided of a resource, and why.</summary>
/// <param name="Verdict">The verdict on the resource as a whole.</param>
/// <param name="Redactions">The FHIRPaths of elements that bear labels of their own and may not be shown, where the whole may.</param>
/// <param name="Reasons">The rules that decided, each by its consent and place, or the step that did.</param>
public sealed record Decision(Verdict Verdict, IReadOnlyList<string> Redactions, IReadOnlyList<string> Reasons);
