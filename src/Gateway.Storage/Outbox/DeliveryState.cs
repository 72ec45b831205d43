namespace Gateway.Storage.Outbox;

/// <summary>How far a delivery has come.</summary>
public enum DeliveryState
{
    Waiting,

    /// <summary>The receiver has acknowledged it.</summary>
    Delivered,

    /// <summary>It was given up, and waits for a person to replay or drop it.</summary>
    Dead,
}
