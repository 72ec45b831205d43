using Gateway.Federation.Paging;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Federation;

/// <summary>A search that was read and may be run.</summary>
/// <param name="Query">The search.</param>
/// <param name="Text">The query string as it came.</param>
internal sealed record SearchRequest(SearchQuery Query, string Text)
{
    /// <summary>Where the page begins; null for the first.</summary>
    public PageCursor? After { get; init; }
}
