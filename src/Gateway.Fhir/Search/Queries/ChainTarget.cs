namespace Gateway.Fhir.Search.Queries;

/// <summary>What a chain asks of the resources of one type.</summary>
public sealed record ChainTarget(string Type, SearchCriterion Condition);
