using System.ComponentModel.DataAnnotations;

namespace Gateway.Storage.Outbox;

/// <summary>How long and how often deliveries are tried.</summary>
public sealed record OutboxOptions
{
    /// <summary>The wait after the first failure; each further one doubles it.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between attempts.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a delivery is tried before it is given up.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long a node may hold a delivery; then another may take it, as the first is taken for dead.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a pump looks for deliveries that come due; of new ones it hears at once.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How much of a wait is left to chance, so that many do not come back at once: 0 to 1.</summary>
    [Range(0, 1)]
    public double Jitter { get; init; } = 0.3;
}
