namespace Gateway.Access.Policies;

/// <summary>Who may ask as a kind of recipient, and what for.</summary>
public sealed record AreaHolder
{
    /// <summary>The word of the kind.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>The codes of their organisations.</summary>
    public IReadOnlyList<string> Organizations { get; init; } = new List<string>();

    /// <summary>The purposes that they are registered for: a code of ours or of v3-ActReason, or <c>system|code</c>.</summary>
    public IReadOnlyList<string> Purposes { get; init; } = new List<string>();
}
