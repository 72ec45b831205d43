using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Values;

namespace Gateway.Federation.Records;

/// <summary>Resources as search results hold them.</summary>
internal static class IndexedResources
{
    private static readonly Dictionary<string, IReadOnlyList<IndexValue>> s_none = [];

    /// <summary>A resource that is searched no more: without what it is found by.</summary>
    public static IndexedResource Bare(RecordResource resource) => new(resource.Resource, new ResourceIndex { Type = resource.Type, Id = resource.Id, Values = s_none });
}
