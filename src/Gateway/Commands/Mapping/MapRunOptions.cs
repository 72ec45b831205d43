namespace Gateway.Commands.Mapping;

/// <summary>How <c>gateway map</c> writes what it made.</summary>
/// <param name="Format">json, xml or csv.</param>
/// <param name="Output">The folder for one file a record; null for standard output.</param>
/// <param name="Explains">Whether to show which rule made each element.</param>
/// <param name="HasProvenance">Whether a Provenance is written for each record.</param>
/// <param name="Source">The URI of the source; null for the file's name.</param>
internal sealed record MapRunOptions(string Format, DirectoryInfo? Output, bool Explains, bool HasProvenance, string? Source);
