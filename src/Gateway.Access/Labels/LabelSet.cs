using Gateway.Fhir.Elements;

namespace Gateway.Access.Labels;

/// <summary>How confidential a resource or a part of it is, and what is sensitive in it. Any sensitivity makes it restricted at least.</summary>
public sealed record LabelSet
{
    private LabelSet(Confidentiality rank, IReadOnlyList<Coded> sensitivities) => (Rank, Sensitivities) = (rank, sensitivities);

    /// <summary>What nothing is said of.</summary>
    public static LabelSet None { get; } = new(Confidentiality.Normal, []);

    private static readonly LabelSet[] s_ranks = [.. Enum.GetValues<Confidentiality>().Select(r => new LabelSet(r, []))];

    public Confidentiality Rank { get; }

    public IReadOnlyList<Coded> Sensitivities { get; }

    /// <summary>How confidential it is, without what is sensitive in it.</summary>
    internal LabelSet RankAlone => s_ranks[(int)Rank];

    /// <summary>The labels of these security codes. Those that say what is to be done with the content, or why, are not among them.</summary>
    public static LabelSet Of(IEnumerable<Coded> codes)
    {
        Confidentiality? rank = null;
        var sensitivities = new List<Coded>();
        foreach (var code in codes)
        {
            if (ConfidentialityCodes.Of(code) is { } own)
                rank = rank is { } other && other > own ? other : own;
            else if (IsSensitivity(code) && !sensitivities.Contains(code))
                sensitivities.Add(code);
        }

        return Of(rank ?? Confidentiality.Normal, sensitivities);
    }

    /// <summary>Both together: the higher rank, and every sensitivity.</summary>
    public LabelSet With(LabelSet other)
    {
        if (other.IsIn(this))
            return this;
        if (IsIn(other))
            return other;
        var sensitivities = new List<Coded>(Sensitivities);
        foreach (var sensitivity in other.Sensitivities)
            if (!sensitivities.Contains(sensitivity))
                sensitivities.Add(sensitivity);
        return Of((Confidentiality)Math.Max((byte)Rank, (byte)other.Rank), sensitivities);
    }

    /// <summary>True for a security label that says no more than these labels do: their very confidentiality, or one of their sensitivities, without anything besides.</summary>
    public bool Says(Element label) => label.Children.All(c => c.Name is "system" or "code") && Coded.Of(label) is { } code
        && (ConfidentialityCodes.Of(code) is { } rank ? rank == Rank : Sensitivities.Contains(code));

    /// <summary>The codes, the confidentiality first: <c>R PSY</c>.</summary>
    public string ToText() => string.Join(' ', Sensitivities.Select(s => s.Code).Prepend(ConfidentialityCodes.CodeOf(Rank)));

    private bool IsIn(LabelSet other)
    {
        if (Rank > other.Rank)
            return false;
        foreach (var sensitivity in Sensitivities)
            if (!other.Sensitivities.Contains(sensitivity))
                return false;
        return true;
    }

    private static LabelSet Of(Confidentiality rank, List<Coded> sensitivities) =>
        new(sensitivities.Count > 0 && rank < Confidentiality.Restricted ? Confidentiality.Restricted : rank, sensitivities);

    // v3-ActCode also holds obligations, refrains and policies; v3-ActReason and others hold purposes.
    private static bool IsSensitivity(Coded code) => code.System == CodeSystems.ActCode ? !SecurityPolicies.IsOne(code.Code)
        : code.System is not (CodeSystems.Confidentiality or CodeSystems.ActReason or SecurityPolicies.Integrity);
}
