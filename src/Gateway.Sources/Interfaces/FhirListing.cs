using Gateway.Fhir.Elements;

namespace Gateway.Sources.Interfaces;

/// <summary>What a search in a source's FHIR interface found, over all its pages.</summary>
/// <param name="Resources">The resources in order, matches and what was included.</param>
/// <param name="Reply">What became of the last page that was asked for.</param>
public sealed record FhirListing(IReadOnlyList<Element> Resources, FhirReply Reply)
{
    /// <summary>True when there are more than were asked for.</summary>
    public bool IsCut { get; init; }
}
