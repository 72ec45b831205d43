using Gateway.Fhir.Elements;
using Gateway.Sources;

namespace Gateway.Federation.Records;

/// <summary>A resource of a source under its gateway id, its references leading to gateway ids.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Id">Its gateway id.</param>
/// <param name="Record">The record that it stood in.</param>
internal sealed record RecordResource(SourceProfile Source, Element Resource, string Id, SourceRecord Record)
{
    public string Type => Resource.Type.Name;

    /// <summary>The source's version of the record without the quotes and mark of an ETag, as which some sources tell it.</summary>
    public string? Version => Record.Version?.Replace("W/", "", StringComparison.Ordinal).Trim('"');

    /// <summary>The version by which the resource is changed: its record's, or where that has none the one that it bears itself.</summary>
    public string? WrittenVersion => Version ?? Resource["meta"].Select(m => m.ChildText("versionId")).FirstOrDefault();

    /// <summary><c>Type/id</c>.</summary>
    public string Address { get; } = $"{Resource.Type.Name}/{Id}";
}
