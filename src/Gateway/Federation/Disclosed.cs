using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Federation;

/// <summary>What a caller may see: a search behaves as if nothing else were there, in what it finds, counts, sorts by and includes.</summary>
/// <param name="See">A resource as the caller sees it; null when it does not.</param>
/// <param name="Restrictions">For a type, the searches of which a resource must meet at least one; none for no restriction; null when the caller sees nothing of the type.</param>
internal sealed record Disclosed(Func<Element, Element?> See, Func<string, IReadOnlyList<SearchQuery>?> Restrictions);
