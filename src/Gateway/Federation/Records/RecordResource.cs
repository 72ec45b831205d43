using Gateway.Fhir.Elements;
using Gateway.Sources;

namespace Gateway.Federation.Records;

/// <summary>A resource of a source under its gateway id, its references leading to gateway ids.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Record">The record that it stood in.</param>
internal sealed record RecordResource(SourceProfile Source, Element Resource, SourceRecord Record)
{
    public string Type => Resource.Type.Name;

    public string Id => Resource.ChildText("id")!;

    /// <summary><c>Type/id</c>.</summary>
    public string Address => $"{Type}/{Id}";
}
