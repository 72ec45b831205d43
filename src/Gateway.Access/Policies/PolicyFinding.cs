namespace Gateway.Access.Policies;

/// <summary>Something in policies that is not wrong by itself and cannot be meant.</summary>
/// <param name="Kind">What: never-matches, purpose-not-held, nobody-may-see, no-codes, not-agreed, nothing-held-for.</param>
/// <param name="Subject">Which row, set of labels or holder.</param>
/// <param name="Text">Why.</param>
public sealed record PolicyFinding(string Kind, string Subject, string Text);
