namespace Gateway.Federation;

/// <summary>What is wanted of what is known of a person.</summary>
internal sealed record PersonWish
{
    /// <summary>The types of what is the person's; empty for all.</summary>
    public IReadOnlySet<string> Types { get; init; } = new HashSet<string>();

    /// <summary>The types that the sources are asked for; empty for all.</summary>
    public IReadOnlySet<string> Asked { get; init; } = new HashSet<string>();

    /// <summary>True for types that come along where what is the person's refers to them.</summary>
    public required Func<string, bool> IsFollowed { get; init; }
}
