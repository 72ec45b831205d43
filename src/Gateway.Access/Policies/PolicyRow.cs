using Gateway.Access.Labels;

namespace Gateway.Access.Policies;

/// <summary>What holds between controllers and a recipient for one purpose, whatever the patient says.</summary>
public sealed record PolicyRow
{
    /// <summary>The word of an agreement for all controllers, or for all organisations and those without one.</summary>
    public const string Everybody = "*";

    /// <summary>Its name, which audit and explanations bear.</summary>
    public string Id { get; init; } = "";

    /// <summary>Whose data it is about, by the codes of their organisations; <see cref="Everybody"/> for all.</summary>
    public IReadOnlyList<string> Controllers { get; init; } = [];

    /// <summary>Who receives: the word of their kind.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>The codes of the organisations that they act for; <see cref="Everybody"/> for any.</summary>
    public IReadOnlyList<string> Organizations { get; init; } = [];

    public Coded? Purpose { get; init; }

    /// <summary>The types of resources that it is about; all but the audit trail where none is listed.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>What holds where no consent applies.</summary>
    public Effect Implicit { get; init; } = Effect.Deny;

    /// <summary>The most confidential data that may be released.</summary>
    public Confidentiality Ceiling { get; init; } = Confidentiality.Normal;

    /// <summary>The sensitivities that may be released, each with what lies below it; null for all.</summary>
    public IReadOnlyList<Coded>? Sensitivities { get; init; } = [];

    /// <summary>The projection that says which elements are shown; null for all.</summary>
    public string? Projection { get; init; }

    /// <summary>What makes the release lawful.</summary>
    public LegalGround? Ground { get; init; }

    /// <summary>True when each request must name its own legal basis.</summary>
    public bool NeedsBasis { get; init; }

    /// <summary>Up to where such a basis stands in place of consents; null where it never does.</summary>
    public Confidentiality? BasisCeiling { get; init; }

    /// <summary>What must be true of the caller: <c>police-vetted</c>, <c>amhp-on-duty</c>.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Up to where an emergency grant stands in place of consents; null where it never does.</summary>
    public Confidentiality? BreakGlass { get; init; }

    /// <summary>True when it is for who acts for that organisation; null for who acts for none.</summary>
    public bool IsFor(string? organization) => Organizations.Contains(Everybody) || (organization is not null && Organizations.Contains(organization));

    /// <summary>True when data with those labels may be released at all.</summary>
    public bool Allows(LabelSet labels)
    {
        if (labels.Rank > Ceiling)
            return false;
        if (Sensitivities is { } allowed)
            foreach (var sensitivity in labels.Sensitivities)
                if (!IsAllowed(allowed, sensitivity))
                    return false;
        return true;
    }

    internal bool IsAbout(string type)
    {
        // Who may see all of somebody's records may not therefore see who else did: the trail is given where a row names it.
        if (Types.Count == 0)
            return type != "AuditEvent";
        foreach (var own in Types)
            if (own == type)
                return true;
        return false;
    }

    private static bool IsAllowed(IReadOnlyList<Coded> allowed, Coded sensitivity)
    {
        for (var i = 0; i < allowed.Count; i++)
            if (Labels.Sensitivities.Permits(allowed[i], sensitivity))
                return true;
        return false;
    }
}
