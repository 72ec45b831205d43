using Gateway.Disclosures;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>Whether content may pass.</summary>
/// <param name="Passage">The leave; null where it may not, or nobody could tell.</param>
/// <param name="Failure">What kept the source from saying what it belongs to.</param>
internal sealed record PassDecision(Passage? Passage, FhirReply? Failure = null)
{
    public static PassDecision Refused { get; } = new((Passage?)null);
}
