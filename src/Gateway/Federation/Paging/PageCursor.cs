using Gateway.Fhir.Search.Matching;

namespace Gateway.Federation.Paging;

/// <summary>Where the next page of a search, or of what is known of a person, begins. It holds the search itself, so that a link to it needs nothing else.</summary>
/// <param name="Path">What was searched, as it follows the base: a type, a compartment, an operation on a person; empty for all types.</param>
/// <param name="Query">The query string of what was used.</param>
/// <param name="After">The last match of the page before.</param>
/// <param name="Expires">After this the link is dead.</param>
internal sealed record PageCursor(string Path, string Query, SearchPosition After, DateTimeOffset Expires);
