namespace Gateway.Access.Labels;

/// <summary>An element that bears labels of its own, and its FHIRPath.</summary>
public sealed record LabelledElement(string Path, LabelSet Labels);
