using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Sources;

/// <summary>
/// One record of a source as its map made it: a collection Bundle of R4 resources. References inside are <c>urn:uuid:</c> or <c>Type/id</c>;
/// those to other records are logical, by identifier.
/// </summary>
public sealed record SourceRecord
{
    /// <summary>By this <see cref="IResourceSource.ReadAsync"/> finds the record again: a UUID, or at most 17 ASCII characters.</summary>
    public required string Locator { get; init; }

    /// <summary>The Bundle; none for a record that was deleted.</summary>
    public required Element Bundle { get; init; }

    /// <summary>What could not be read or mapped in it.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The source's own version, for changes that must not overwrite another's.</summary>
    public string? Version { get; init; }

    public bool IsDeleted { get; init; }
}
