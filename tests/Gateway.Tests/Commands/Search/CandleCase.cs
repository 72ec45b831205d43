namespace Gateway.Tests.Commands.Search;

/// <summary>One case of fhir-candle's search tests: a search, and how many resources it finds (and gives back with those included).</summary>
/// <param name="Kind">type-search, search, compartment or sort.</param>
/// <param name="AuthKey">The access that the case is run under; null for none.</param>
/// <param name="Url">The search as it follows the base.</param>
/// <param name="Total">The number of matches; null for those of kind sort.</param>
/// <param name="EntryCount">The number of entries, where the case says it.</param>
internal sealed record CandleCase(string Kind, string? AuthKey, string Url, int? Total, int? EntryCount);
