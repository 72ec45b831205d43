using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Queries;

/// <summary><c>:missing</c>: the resource has no value under the parameter's code, or has one.</summary>
public sealed record MissingCriterion(SearchParameter Parameter, bool IsMissing) : SearchCriterion;
