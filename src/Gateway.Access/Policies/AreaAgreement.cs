namespace Gateway.Access.Policies;

/// <summary>Rows of the policies that hold between these controllers and recipients.</summary>
public sealed record AreaAgreement
{
    /// <summary>The ids of the rows.</summary>
    public IReadOnlyList<string> Rows { get; init; } = new List<string>();

    /// <summary>The codes of those who control the data; <c>*</c> for all.</summary>
    public IReadOnlyList<string> Controllers { get; init; } = new List<string>();

    /// <summary>The codes of the organisations that receive; <c>*</c> for any, and for none.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = new List<string>();
}
