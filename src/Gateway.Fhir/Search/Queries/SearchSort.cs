using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// One rule of <c>_sort</c>. A resource with several values stands where its first one does in that order: the least ascending (the low end of a range), the greatest
/// descending (the high end). What has no value comes last in both. Ties are ordered by type, then id, ascending. Texts compare by code point.
/// </summary>
/// <remarks>
/// The value that is compared: string Folded; token Key; uri Value; reference <c>Type/Id</c>, or Url; date the tick of its end; number and quantity their end as a
/// double, quantity the canonical one where there is one (amounts of different dimensions are not kept apart).
/// </remarks>
public sealed record SearchSort(SearchParameter Parameter, bool IsDescending);
