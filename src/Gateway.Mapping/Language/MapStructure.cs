namespace Gateway.Mapping.Language;

/// <summary>A structure that a map uses: <c>uses "url" alias X as source</c>.</summary>
public sealed record MapStructure(string Url, MapStructureMode Mode)
{
    /// <summary>The name that the map calls it by; without one, the name of its type.</summary>
    public string? Alias { get; init; }

    public string? Documentation { get; init; }

    public MapPlace Place { get; init; }
}
