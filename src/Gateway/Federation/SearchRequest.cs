using Gateway.Federation.Paging;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Federation;

/// <summary>A search that was read and may be run.</summary>
/// <param name="Query">The search.</param>
/// <param name="Text">The query string that it was read from.</param>
/// <param name="Disclosed">What the caller may see.</param>
internal sealed record SearchRequest(SearchQuery Query, string Text, Disclosed Disclosed)
{
    /// <summary>Where the page begins; null for the first.</summary>
    public PageCursor? After { get; init; }
}
