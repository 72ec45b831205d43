namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>A condition on the concepts of a system (http://hl7.org/fhir/R4/valueset-filter-operator.html), as the value set writes it.</summary>
public sealed record ConceptFilter(string Property, string Operator, string Value);
