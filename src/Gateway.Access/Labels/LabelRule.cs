namespace Gateway.Access.Labels;

/// <summary>What makes data sensitive in one way: the codes, code systems and names of medicines by which it is known, and the labels that follow.</summary>
public sealed record LabelRule
{
    public required string Name { get; init; }

    /// <summary>The labels that follow.</summary>
    public required LabelSet Labels { get; init; }

    public required LabelBasis Basis { get; init; }

    /// <summary>The codes, with those below them and those of value sets.</summary>
    public IReadOnlyList<Coded> Codes { get; init; } = [];

    /// <summary>Code systems of which every code counts.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    /// <summary>Names of medicines; a concept counts whose words begin with one.</summary>
    public IReadOnlyList<string> Medicines { get; init; } = [];
}
