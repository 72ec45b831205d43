using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Queries;

/// <summary>One of the terms matches one of the resource's values under the parameter's code.</summary>
/// <param name="Parameter">The parameter, of the first type searched; for the others it has the same code and type.</param>
/// <param name="Terms">The terms, of which one must match.</param>
/// <param name="IsNegated">True for <c>:not</c> and <c>:not-in</c>: no term matches any value, which holds for resources without a value too.</param>
public sealed record ValueCriterion(SearchParameter Parameter, IReadOnlyList<SearchTerm> Terms, bool IsNegated = false) : SearchCriterion;
