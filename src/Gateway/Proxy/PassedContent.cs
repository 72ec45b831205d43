using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>What may pass unread.</summary>
/// <param name="Accept">The media types that the source is asked for.</param>
internal sealed record PassedContent(string Accept)
{
    /// <summary>Takes inner addresses out of it; null for content that is passed as it is.</summary>
    public AddressRewriter? Rewriter { get; init; }

    /// <summary>Whether content of a media type is what was asked for.</summary>
    public required Func<string, bool> IsFit { get; init; }

    /// <summary>True for what others made: a browser is to keep it, and not to run it.</summary>
    public bool IsForeign { get; init; }
}
