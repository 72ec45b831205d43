namespace Gateway.Mapping.Language;

/// <summary>What becomes of a code that a ConceptMap does not name.</summary>
/// <param name="Mode">The way.</param>
/// <param name="Value">The code of <see cref="MapUnmappedMode.Fixed"/>, the ConceptMap's URL of <see cref="MapUnmappedMode.OtherMap"/>, or null.</param>
public sealed record MapUnmapped(MapUnmappedMode Mode, string? Value = null);
