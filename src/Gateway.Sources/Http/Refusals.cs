namespace Gateway.Sources.Http;

/// <summary>What a source's no means.</summary>
internal static class Refusals
{
    /// <summary>
    /// The state of a question for one record. A 404 means that the source knows nothing only where the source itself says so (problem+json, an
    /// OperationOutcome): one of a proxy, or of a wrong address, must never read as "nothing known".
    /// </summary>
    public static SourceState StateOf(SourceReply reply) =>
        reply.Status is 404 or 410 && reply.ContentType is "application/problem+json" or "application/problem+xml" ? SourceState.NothingKnown : reply.State;

    /// <summary>What became of a change.</summary>
    public static SourceWrite WriteOf(SourceReply reply) => new()
    {
        State = reply.State,
        Status = reply.Status > 0 ? reply.Status : null,
        IsRefused = reply.IsRefused,
        RetryAfter = reply.RetryAfter,
    };
}
