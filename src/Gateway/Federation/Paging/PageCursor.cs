using Gateway.Fhir.Search.Matching;

namespace Gateway.Federation.Paging;

/// <summary>Where the next page of a search begins. It holds the search itself, so that a link to it needs nothing else.</summary>
/// <param name="Type">The resource type of the search.</param>
/// <param name="Query">The query string of what was used.</param>
/// <param name="After">The last match of the page before.</param>
/// <param name="Expires">After this the link is dead.</param>
internal sealed record PageCursor(string Type, string Query, SearchPosition After, DateTimeOffset Expires);
