using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// <c>subject:Patient.name=…</c> (http://hl7.org/fhir/R4/search.html#chaining): a local reference, or a canonical, leads to a resource of one of the
/// target types that meets the condition for it. The current version is looked at, whatever version the reference names.
/// </summary>
public sealed record ChainCriterion(SearchParameter Reference, IReadOnlyList<ChainTarget> Targets) : SearchCriterion;
