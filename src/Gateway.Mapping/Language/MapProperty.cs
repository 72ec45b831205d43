namespace Gateway.Mapping.Language;

/// <summary>A property of the map that the header says: <c>/// version = "1.0"</c>.</summary>
/// <param name="Path">The path in StructureMap, by the names of JSON; <c>contact[1].name</c> counts repetitions from 0, and 0 need not be said.</param>
/// <param name="Value">The value as text; null takes away what an inherited map said.</param>
public sealed record MapProperty(string Path, string? Value)
{
    public MapPlace Place { get; init; }
}
