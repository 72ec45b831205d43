using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Queries;

/// <summary><c>_has:Observation:patient:code=…</c> (http://hl7.org/fhir/R4/search.html#has): a resource of that type meets the condition and refers to this one.</summary>
/// <param name="Type">The type of the resources that refer here.</param>
/// <param name="Reference">Their parameter that leads here.</param>
public sealed record ReverseChainCriterion(string Type, SearchParameter Reference, SearchCriterion Condition) : SearchCriterion;
