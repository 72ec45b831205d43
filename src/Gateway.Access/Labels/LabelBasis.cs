namespace Gateway.Access.Labels;

/// <summary>Why data of a kind is labelled, and who answers for the list.</summary>
/// <param name="Law">Statutes and case law.</param>
/// <param name="Guidance">What the professions and the NHS say.</param>
/// <param name="Owner">Who keeps the list.</param>
/// <param name="Review">When it is to be looked at again.</param>
public sealed record LabelBasis(IReadOnlyList<string> Law, IReadOnlyList<string> Guidance, string Owner, DateOnly Review);
