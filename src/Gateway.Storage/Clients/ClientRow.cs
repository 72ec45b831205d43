namespace Gateway.Storage.Clients;

/// <summary>A client as the register has it.</summary>
public sealed record ClientRow
{
    /// <summary>Whose tokens it bears; empty for those of the gateway itself.</summary>
    public required string Issuer { get; init; }

    public required string Id { get; init; }

    /// <summary>True for one that is let in nowhere until it is enabled again.</summary>
    public bool Disabled { get; init; }

    /// <summary>What is registered of it, as its owner wrote it.</summary>
    public required string Content { get; init; }
}
