namespace Gateway.Security.Tokens;

/// <summary>An issuer whose tokens are taken, however it was configured.</summary>
internal sealed record TrustedIssuer
{
    /// <summary>The name of its authentication scheme.</summary>
    public required string Scheme { get; init; }

    /// <summary>What <c>iss</c> may be.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>What <c>aud</c> may name.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    public IReadOnlyList<string> Algorithms { get; init; } = SignatureAlgorithms.All;

    /// <summary>The file of its keys; null when they come from <see cref="Authority"/>.</summary>
    public string? JwksFile { get; init; }

    public string? Authority { get; init; }

    /// <summary>The longest life of its tokens; null for that of <see cref="SecurityOptions.MaxTokenLife"/>.</summary>
    public TimeSpan? MaxTokenLife { get; init; }
}
