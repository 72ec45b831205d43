namespace Gateway.Storage.Outbox;

/// <summary>How far a delivery has come.</summary>
public enum DeliveryState
{
    Waiting,

    /// <summary>The receiver has acknowledged it.</summary>
    Delivered,

    /// <summary>It was given up, and waits for a person to replay or drop it.</summary>
    Dead,

    /// <summary>When it was to leave, it was decided that the receiver may not have it: it was not sent. It may be put back, and is decided anew then.</summary>
    Withheld,
}
