using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Matching;

/// <summary>A resource and what it is found by.</summary>
public sealed record IndexedResource(Element Resource, ResourceIndex Index)
{
    public string Type => Index.Type;

    public string Id => Index.Id;

    public override string ToString() => $"{Type}/{Id}";
}
