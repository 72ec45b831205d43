namespace Gateway.Access.Labels;

/// <summary>The labels that all records of a kind of source have at least, because what is not labelled there is not therefore open.</summary>
/// <param name="Kind">The kind of source.</param>
/// <param name="Labels">The labels.</param>
public sealed record SourceFloor(string Kind, LabelSet Labels);
