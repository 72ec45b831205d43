namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// <c>Patient/1/Observation?…</c> (http://hl7.org/fhir/R4/compartmentdefinition.html): one of the parameters of <see cref="Codes"/> for the resource's own type has a local
/// reference to that resource, or to one of several that are one. Types that are not listed have no resources in the compartment.
/// </summary>
/// <param name="Type">The type of the resource whose compartment it is.</param>
/// <param name="Ids">Its id, or their ids.</param>
/// <param name="Codes">The codes of the reference parameters that count, by resource type.</param>
public sealed record CompartmentCriterion(string Type, IReadOnlyList<string> Ids, IReadOnlyDictionary<string, IReadOnlyList<string>> Codes) : SearchCriterion;
