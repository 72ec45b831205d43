namespace Gateway.Access.Labels;

/// <summary>How confidential a resource or a part of it is, and what is sensitive in it. Any sensitivity makes it restricted at least.</summary>
public sealed record LabelSet
{
    private LabelSet(Confidentiality rank, IReadOnlyList<Coded> sensitivities) => (Rank, Sensitivities) = (rank, sensitivities);

    /// <summary>What nothing is said of.</summary>
    public static LabelSet None { get; } = new(Confidentiality.Normal, []);

    public Confidentiality Rank { get; }

    public IReadOnlyList<Coded> Sensitivities { get; }

    /// <summary>The labels of these security codes. Those that say what is to be done with the content, or why, are not among them.</summary>
    public static LabelSet Of(IEnumerable<Coded> codes)
    {
        var all = codes.ToList();
        var ranks = all.Select(ConfidentialityCodes.Of).OfType<Confidentiality>().ToList();
        return Of(ranks.Count > 0 ? ranks.Max() : Confidentiality.Normal, all.Where(IsSensitivity));
    }

    /// <summary>Both together: the higher rank, and every sensitivity.</summary>
    public LabelSet With(LabelSet other) => other.Sensitivities.Count == 0 && other.Rank <= Rank ? this
        : Of((Confidentiality)Math.Max((byte)Rank, (byte)other.Rank), Sensitivities.Concat(other.Sensitivities));

    private static LabelSet Of(Confidentiality rank, IEnumerable<Coded> sensitivities)
    {
        Coded[] distinct = [.. sensitivities.Distinct()];
        return new LabelSet(distinct.Length > 0 && rank < Confidentiality.Restricted ? Confidentiality.Restricted : rank, distinct);
    }

    // v3-ActCode also holds obligations, refrains and policies; v3-ActReason and others hold purposes.
    private static bool IsSensitivity(Coded code) => code.System == CodeSystems.ActCode ? !SecurityPolicies.IsOne(code.Code)
        : code.System is not (CodeSystems.Confidentiality or CodeSystems.ActReason or SecurityPolicies.Integrity);
}
