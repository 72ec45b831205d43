namespace Gateway.Simulators.People;

/// <summary>Who a person is to one system, which may have it wrong.</summary>
internal sealed record Identity
{
    /// <summary>The system's own number of the person.</summary>
    public string Id { get; init; } = "";

    public required IReadOnlyList<string> Forenames { get; init; }

    public required string Surname { get; init; }

    public required DateOnly DateOfBirth { get; init; }

    public string? NhsNumber { get; init; }

    /// <summary>Of the codes 01 to 08.</summary>
    public string NhsStatus { get; init; } = "01";

    public string? PncId { get; init; }

    public string? CroNumber { get; init; }

    public string? OtherForename { get; init; }

    public string? OtherSurname { get; init; }

    public bool HasAlias => OtherForename is not null || OtherSurname is not null;
}
