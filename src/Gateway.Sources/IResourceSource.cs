namespace Gateway.Sources;

/// <summary>
/// An outside system as the gateway sees it: asked in FHIR's words, answering in FHIR R4. Nothing of it throws for what the system does or fails
/// to do, which is told by <see cref="SourceState"/>; only the caller's own cancellation throws. Safe for use by many threads.
/// </summary>
public interface IResourceSource
{
    SourceProfile Profile { get; }

    /// <summary>The records that may hold resources of those types about those persons.</summary>
    Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation);

    /// <summary>The record that a locator names, with a resource of that type in it.</summary>
    Task<SourceAnswer> ReadAsync(string type, string locator, CancellationToken cancellation);

    /// <summary>Tells the system of a change that it owns, where <see cref="SourceProfile.Takes"/> names the type.</summary>
    Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation);

    /// <summary>What changed since a cursor of an earlier answer; from the beginning without one.</summary>
    Task<SourceChanges> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation);

    /// <summary>Whether the system answers.</summary>
    Task<SourceHealth> CheckAsync(CancellationToken cancellation);
}
