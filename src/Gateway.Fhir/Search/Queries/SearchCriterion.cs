namespace Gateway.Fhir.Search.Queries;

/// <summary>One condition that a resource must meet; all conditions of a query must hold.</summary>
public abstract record SearchCriterion;
