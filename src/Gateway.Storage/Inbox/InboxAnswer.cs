namespace Gateway.Storage.Inbox;

/// <summary>The answer to a request that bears a key, kept so that a repetition gets the same.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The media type of the body.</param>
/// <param name="Body">The body as it was sent.</param>
public sealed record InboxAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>True when the answer was given before, and nothing was done now.</summary>
    public bool IsRepeated { get; init; }
}
