namespace Gateway.Fhir.Validation.Profiles;

/// <summary>What one profile says (a StructureDefinition with derivation = constraint), as it was published and before it is joined with what it derives from.</summary>
internal sealed record ProfileFacts
{
    public required string Url { get; init; }
    public string Version { get; init; } = "";

    /// <summary>The type that is constrained.</summary>
    public required string Type { get; init; }

    /// <summary>The canonical URL of the type or profile that this one derives from.</summary>
    public required string Base { get; init; }
    public bool IsAbstract { get; init; }

    /// <summary>For an extension, where it may be.</summary>
    public IReadOnlyList<ContextFacts> Contexts { get; init; } = [];

    /// <summary>For an extension, what must hold where it is.</summary>
    public IReadOnlyList<string> ContextInvariants { get; init; } = [];

    /// <summary>What it changes, or where it does not say so all that holds.</summary>
    public required IReadOnlyList<RuleFacts> Rules { get; init; }

    /// <summary>True when the rules are a snapshot, which holds what is inherited.</summary>
    public bool IsSnapshot { get; init; }
}
