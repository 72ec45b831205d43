using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;

namespace Gateway.Federation;

/// <summary>What a read found.</summary>
/// <param name="Found">The resource as its source gives it now; null when it is not there. It is for changing it; what is shown is <paramref name="Seen"/>.</param>
/// <param name="Seen">The resource as the caller sees it; null when it does not, or there is none.</param>
/// <param name="Report">What became of asking; null for an address that this gateway never gave out.</param>
internal sealed record ReadFound(RecordResource? Found, Element? Seen, SourceReport? Report);
