namespace Gateway.Simulators.People;

/// <summary>A person sent to the community provider, and what came of it.</summary>
internal sealed record Referral
{
    /// <summary>The case system's number, which the provider gives back.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In the case system's words.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset StatusAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>The provider's code of the reason.</summary>
    public string? ReasonCode { get; init; }

    public DateOnly? EnteredOn { get; init; }

    public DateOnly? ClosedOn { get; init; }
}
