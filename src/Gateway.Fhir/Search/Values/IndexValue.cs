namespace Gateway.Fhir.Search.Values;

/// <summary>
/// One value that a resource is found by. A resource has any number of them under each parameter; a criterion holds when one of its
/// terms matches one of them (<see cref="Queries.SearchTerm"/> says when, for each kind, in comparisons of these fields alone).
/// </summary>
public abstract record IndexValue;
