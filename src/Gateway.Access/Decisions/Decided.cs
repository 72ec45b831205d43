using Gateway.Access.Labels;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Decisions;

/// <summary>What was decided of one resource.</summary>
public sealed record Decided
{
    /// <summary>What the caller sees; null when it sees nothing.</summary>
    public Element? Shown { get; init; }

    /// <summary>Permit or deny.</summary>
    public Verdict Verdict { get; init; } = Verdict.Deny;

    /// <summary>The row of the policy that was asked; null where there is none.</summary>
    public string? Row { get; init; }

    public string? Projection { get; init; }

    public LabelSet Labels { get; init; } = LabelSet.None;

    /// <summary>Of the labels those that it bears, or what is around it.</summary>
    internal LabelSet Borne { get; init; } = LabelSet.None;

    /// <summary>Of the labels those that all of its source have.</summary>
    internal LabelSet Floor { get; init; } = LabelSet.None;

    /// <summary>The addresses of all patients on it; one who is named by number alone as <c>system|value</c>.</summary>
    public IReadOnlyList<string> Patients { get; init; } = [];

    /// <summary>The consents that said something, each with its version.</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>The FHIRPaths of what was taken out.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>The emergency grant or the legal basis that stood in place of consents; null where none did.</summary>
    public string? Lifted { get; init; }

    /// <summary>Why, rule by rule; empty unless asked for.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];
}
