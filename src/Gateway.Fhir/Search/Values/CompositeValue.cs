namespace Gateway.Fhir.Search.Values;

/// <summary>
/// The values of one element that a composite parameter looks at, part by part. It matches when every part of the searched tuple matches one of the
/// values of that part. Stored in narrow tables, each value lies in the table of its own kind, with the number of its part and of its element.
/// </summary>
public sealed record CompositeValue(IReadOnlyList<IReadOnlyList<IndexValue>> Parts) : IndexValue;
