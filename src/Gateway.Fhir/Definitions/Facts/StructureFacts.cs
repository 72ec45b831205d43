namespace Gateway.Fhir.Definitions.Facts;

/// <summary>What one StructureDefinition says, without its prose: the form in which definitions are stored and given at run time.</summary>
public sealed record StructureFacts
{
    /// <summary>The type's name as instances use it (<c>Patient</c>, <c>code</c>); for a profile, the type that it constrains.</summary>
    public required string Name { get; init; }

    /// <summary>The canonical URL of the StructureDefinition.</summary>
    public required string Url { get; init; }

    /// <summary>The canonical URL of the definition that this one derives from; empty at the root of a hierarchy.</summary>
    public string Base { get; init; } = "";

    public required StructureKind Kind { get; init; }

    public bool IsAbstract { get; init; }

    /// <summary>True for a profile (derivation = constraint): it is found by its URL, never by the type's name.</summary>
    public bool IsProfile { get; init; }

    /// <summary>All elements in the order of the snapshot, the root first. Slices of a profile are left out.</summary>
    public required IReadOnlyList<ElementFacts> Elements { get; init; }
}
