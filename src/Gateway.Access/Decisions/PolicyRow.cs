using Gateway.Access.Labels;

namespace Gateway.Access.Decisions;

/// <summary>What holds between one controller and one recipient for one purpose, whatever the patient says.</summary>
public sealed record PolicyRow
{
    /// <summary>What holds where no consent applies.</summary>
    public Effect Implicit { get; init; } = Effect.Deny;

    /// <summary>The most confidential data that may be released.</summary>
    public Confidentiality Ceiling { get; init; } = Confidentiality.Normal;

    /// <summary>The sensitivities that may be released, each with what lies below it; null for all.</summary>
    public IReadOnlyList<Coded>? Sensitivities { get; init; } = [];

    /// <summary>True when data with those labels may be released at all.</summary>
    public bool Allows(LabelSet labels) => labels.Rank <= Ceiling && (Sensitivities is null || labels.Sensitivities.All(s => Sensitivities.Any(allowed => Labels.Sensitivities.Permits(allowed, s))));
}
