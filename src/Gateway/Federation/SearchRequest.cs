using Gateway.Disclosures;
using Gateway.Federation.Paging;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Federation;

/// <summary>A search that was read and may be run.</summary>
/// <param name="Query">The search.</param>
/// <param name="Text">The query string that it was read from.</param>
/// <param name="Viewing">What the caller sees.</param>
internal sealed record SearchRequest(SearchQuery Query, string Text, Viewing Viewing)
{
    /// <summary>Where the page begins; null for the first.</summary>
    public PageCursor? After { get; init; }
}
