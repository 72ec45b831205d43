using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Search.Queries;

/// <summary>What reading a query gave.</summary>
/// <param name="Query">The query; null when it was refused.</param>
/// <param name="Faults">Why it was refused; or, as warnings, what was left out. Each names its parameter (<c>http.birthdate</c>) and none repeats a value.</param>
/// <param name="Self">The query string of what was used, for the self link: parameters in the order given, without a question mark. Read again, it gives the same query.</param>
public sealed record SearchParse(SearchQuery? Query, IReadOnlyList<Fault> Faults, string Self);
