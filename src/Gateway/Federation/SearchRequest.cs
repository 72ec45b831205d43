using Gateway.Federation.Paging;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Federation;

/// <summary>A search that was read and may be run.</summary>
/// <param name="Query">The search.</param>
/// <param name="Text">The query string that it was read from.</param>
/// <param name="View">What the caller sees.</param>
internal sealed record SearchRequest(SearchQuery Query, string Text, IView View)
{
    /// <summary>Where the page begins; null for the first.</summary>
    public PageCursor? After { get; init; }
}
