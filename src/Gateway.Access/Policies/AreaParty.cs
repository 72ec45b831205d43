namespace Gateway.Access.Policies;

/// <summary>An organisation of an area that asks and is no source.</summary>
public sealed record AreaParty
{
    public string Code { get; init; } = "";

    public string Name { get; init; } = "";
}
