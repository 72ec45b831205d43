namespace Gateway.Fhir.Search.Values;

/// <summary>All that one resource is found by: the row that a store writes beside it.</summary>
public sealed class ResourceIndex
{
    public required string Type { get; init; }

    /// <summary>The resource's id; for a contained resource its container and its own id: <c>MedicationRequest/23#m1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The values by the code of their parameter; what has none is not there.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IndexValue>> Values { get; init; }

    /// <summary>True for a contained resource: chains reach it, searches do not return it (http://hl7.org/fhir/R4/search.html#contained).</summary>
    public bool IsContained { get; init; }

    /// <summary>The indexes of the resources that this one contains.</summary>
    public IReadOnlyList<ResourceIndex> Contained { get; init; } = [];

    /// <summary>The codes of parameters whose expression failed on this resource: it cannot be found by them.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];
}
