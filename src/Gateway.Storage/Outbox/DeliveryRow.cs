namespace Gateway.Storage.Outbox;

/// <summary>A row of the table of deliveries.</summary>
internal sealed record DeliveryRow
{
    public long Sequence { get; init; }

    public required string Id { get; init; }

    public required string Destination { get; init; }

    public long Created { get; init; }

    public long Due { get; init; }

    public int Attempts { get; init; }

    public int State { get; init; }

    public required string ContentType { get; init; }

    public required string Headers { get; init; }

    public required byte[] Body { get; init; }

    public string? Error { get; init; }

    public Delivery ToDelivery() => new()
    {
        Sequence = Sequence,
        Id = Id,
        Destination = Destination,
        Created = Microseconds.ToTime(Created),
        Due = Microseconds.ToTime(Due),
        Attempts = Attempts,
        State = (DeliveryState)State,
        ContentType = ContentType,
        Headers = Headers,
        Body = Body,
        Error = Error,
    };
}
