namespace Gateway.Storage.Outbox;

/// <summary>Something that must reach a destination, stored with the change that causes it.</summary>
public sealed record Delivery
{
    /// <summary>The id by which the receiver knows a repetition.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the receiver; deliveries to one are made in the order in which they were stored.</summary>
    public required string Destination { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Headers as lines <c>name: value</c>; no secrets, which belong to the destination's configuration.</summary>
    public string Headers { get; init; } = "";

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The order in which deliveries were stored; 0 until then.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset Due { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    public DeliveryState State { get; init; }

    /// <summary>Why the last attempt failed, in words that hold no content.</summary>
    public string? Error { get; init; }
}
