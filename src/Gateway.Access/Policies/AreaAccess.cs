namespace Gateway.Access.Policies;

/// <summary>Which rows of the policies hold in an area: section <c>access</c> of its file.</summary>
public sealed record AreaAccess
{
    /// <summary>Organisations that ask and are no source.</summary>
    public IReadOnlyList<AreaParty> Organizations { get; init; } = new List<AreaParty>();

    /// <summary>Who may ask as what, and what for.</summary>
    public IReadOnlyList<AreaHolder> Holders { get; init; } = new List<AreaHolder>();

    /// <summary>Between whom which rows hold.</summary>
    public IReadOnlyList<AreaAgreement> Agreements { get; init; } = new List<AreaAgreement>();
}
