namespace Gateway.Storage.Outbox;

/// <summary>How an attempt to deliver ended.</summary>
public sealed record DeliveryResult
{
    private DeliveryResult()
    {
    }

    /// <summary>The receiver has acknowledged it.</summary>
    public static DeliveryResult Delivered { get; } = new();

    internal string? Error { get; private init; }

    /// <summary>True when the receiver will never take it.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>True when the receiver may not have it: nothing was sent.</summary>
    public bool IsWithheld { get; private init; }

    internal DateTimeOffset? NotBefore { get; private init; }

    /// <summary>It is tried again later, or given up when its time is over.</summary>
    /// <param name="error">Why, in words that hold no content.</param>
    /// <param name="notBefore">When the receiver wants to be asked again (Retry-After); null to leave it to the waits.</param>
    public static DeliveryResult Failed(string error, DateTimeOffset? notBefore = null) => new() { Error = error, NotBefore = notBefore };

    /// <summary>The receiver will never take it: it is given up at once.</summary>
    /// <param name="error">Why, in words that hold no content.</param>
    public static DeliveryResult Refused(string error) => new() { Error = error, IsRefused = true };

    /// <summary>The receiver may not have it: it ends without having been sent.</summary>
    /// <param name="error">Why, in words that hold no content.</param>
    public static DeliveryResult Withheld(string error) => new() { Error = error, IsWithheld = true };
}
