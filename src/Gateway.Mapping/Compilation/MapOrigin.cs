namespace Gateway.Mapping.Compilation;

/// <summary>Where a record came from.</summary>
/// <param name="Source">The source as a URI, without fragment: <c>https://health-justice.example/sources/custody</c>.</param>
/// <param name="Record">The record in the source: its number in a file, or its identifier there.</param>
public sealed record MapOrigin(string Source, string Record)
{
    /// <summary>Both as one URI, the record in the fragment.</summary>
    public string Uri => $"{Source}#{System.Uri.EscapeDataString(Record)}";
}
