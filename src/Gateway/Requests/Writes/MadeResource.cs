namespace Gateway.Requests.Writes;

/// <summary>What a source made of what a caller brought: something new, or another version of what it had.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Id">Its gateway id.</param>
/// <param name="Version">The version that was made; null where the source tells none.</param>
internal sealed record MadeResource(string Type, string Id, string? Version)
{
    /// <summary>False for what was there before and was changed.</summary>
    public bool IsNew { get; init; } = true;

    public string Address => $"{Type}/{Id}";
}
